CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
  WITH film0 WHERE all(pattern1 IN $p1 WHERE film0.searchText =~ pattern1) AND film0.year < $p2
  RETURN count(film0) AS count2
}
CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film3
  WITH film3 WHERE film3.key IS NOT NULL AND all(pattern4 IN $p1 WHERE film3.searchText =~ pattern4) AND film3.year < $p2
  WITH film3 ORDER BY film3.key LIMIT $p3
  CALL (film3) {
    MATCH (film3)<-[r5:ACTED_IN]-(person6)
    WHERE all(pattern7 IN $p4 WHERE person6.searchText =~ pattern7)
    WITH person6, r5 ORDER BY r5.billing, person6.key LIMIT $p5
    RETURN collect([person6.name]) AS rows8
  }
  RETURN collect([film3.title, rows8]) AS rows9
}
CALL () {
  MATCH (person10:Person)
  WHERE NOT ((person10.searchText IS NOT NULL AND all(pattern11 IN $p6 WHERE person10.searchText =~ pattern11)))
  RETURN count(person10) AS count12
}
CALL () {
  MATCH (person13:Person)
  WHERE false
  RETURN count(person13) AS count14
}
RETURN count2, rows9, count12, count14
// {"p0": "+(few*) +(goo*)", "p1": ["(?s)(?:.* )?(?:few[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:goo[^ ]*)(?: .*)?"], "p2": 2000, "p3": 2, "p4": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:crusie[^ ]*|c([^ ]?usie|[^ ]rusie|ursie|r([^ ]?sie|[^ ]usie|suie|u([^ ]?ie|[^ ]sie|ise|s([^ ]?e|[^ ]ie|i[^ ]e))))[^ ]*|crusei|crusi[^ ]?)(?: .*)?"], "p5": 50, "p6": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?"]}
