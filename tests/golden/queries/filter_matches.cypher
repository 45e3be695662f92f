CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
  WITH film0 WHERE (all(pattern1 IN $p1 WHERE film0.searchText =~ pattern1) OR (' ' + film0.searchText) CONTAINS (' ' + $p2)) AND film0.year < $p3
  RETURN count(film0) AS count2
}
CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film3
  WITH film3 WHERE film3.key IS NOT NULL AND (all(pattern4 IN $p1 WHERE film3.searchText =~ pattern4) OR (' ' + film3.searchText) CONTAINS (' ' + $p2)) AND film3.year < $p3
  WITH film3 ORDER BY film3.key LIMIT $p4
  CALL (film3) {
    MATCH (film3)<-[r5:ACTED_IN]-(person6)
    WHERE (all(pattern7 IN $p5 WHERE person6.searchText =~ pattern7) OR (' ' + person6.searchText) CONTAINS (' ' + $p6))
    WITH person6, r5 ORDER BY r5.billing, person6.key LIMIT $p7
    RETURN collect([person6.name]) AS rows8
  }
  RETURN collect([film3.title, rows8]) AS rows9
}
CALL () {
  MATCH (person10:Person)
  WHERE NOT ((person10.searchText IS NOT NULL AND (all(pattern11 IN $p8 WHERE person10.searchText =~ pattern11) OR (' ' + person10.searchText) CONTAINS (' ' + $p9))))
  RETURN count(person10) AS count12
}
CALL () {
  MATCH (person13:Person)
  WHERE false
  RETURN count(person13) AS count14
}
RETURN count2, rows9, count12, count14
// {"p0": "(+(few*) +(goo*)) fewgoo*", "p1": ["(?s)(?:.* )?(?:few[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:goo[^ ]*)(?: .*)?"], "p2": "fewgoo", "p3": 2000, "p4": 2, "p5": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:crusie[^ ]*|c([^ ]?usie|[^ ]rusie|ursie|r([^ ]?sie|[^ ]usie|suie|u([^ ]?ie|[^ ]sie|ise|s([^ ]?e|[^ ]ie|i[^ ]e))))[^ ]*|crusei|crusi[^ ]?)(?: .*)?"], "p6": "tomcrusie", "p7": 50, "p8": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?"], "p9": "\n\n"}
