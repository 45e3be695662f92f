CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
  WITH film0 WHERE (any(words1 IN $p1 WHERE all(word2 IN words1 WHERE (' ' + film0.searchText) CONTAINS word2)) OR all(pattern3 IN $p2 WHERE film0.searchText =~ pattern3)) AND film0.year < $p3
  RETURN count(film0) AS count4
}
CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film5
  WITH film5 WHERE film5.key IS NOT NULL AND (any(words6 IN $p1 WHERE all(word7 IN words6 WHERE (' ' + film5.searchText) CONTAINS word7)) OR all(pattern8 IN $p2 WHERE film5.searchText =~ pattern8)) AND film5.year < $p3
  WITH film5 ORDER BY film5.key LIMIT $p4
  CALL (film5) {
    MATCH (film5)<-[r9:ACTED_IN]-(person10)
    WHERE (any(words11 IN $p5 WHERE all(word12 IN words11 WHERE (' ' + person10.searchText) CONTAINS word12)) OR all(pattern13 IN $p6 WHERE person10.searchText =~ pattern13))
    WITH person10, r9 ORDER BY r9.billing, person10.key LIMIT $p7
    RETURN collect([person10.name]) AS rows14
  }
  RETURN collect([film5.title, rows14]) AS rows15
}
CALL () {
  MATCH (person16:Person)
  WHERE NOT ((person16.searchText IS NOT NULL AND (any(words17 IN $p8 WHERE all(word18 IN words17 WHERE (' ' + person16.searchText) CONTAINS word18)) OR all(pattern19 IN $p9 WHERE person16.searchText =~ pattern19))))
  RETURN count(person16) AS count20
}
CALL () {
  MATCH (person21:Person)
  WHERE false
  RETURN count(person21) AS count22
}
RETURN count4, rows15, count20, count22
// {"p0": "(+(few*) +(goo*)) fewgoo*", "p1": [[" few", " goo"], [" fewgoo"]], "p2": ["(?s)(?:.* )?(?:few[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:goo[^ ]*)(?: .*)?"], "p3": 2000, "p4": 2, "p5": [[" tom", " crusie"], [" tomcrusie"]], "p6": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:crusie[^ ]*|c([^ ]?usie|[^ ]rusie|ursie|r([^ ]?sie|[^ ]usie|suie|u([^ ]?ie|[^ ]sie|ise|s([^ ]?e|[^ ]ie|i[^ ]e))))[^ ]*|crusei|crusi[^ ]?)(?: .*)?"], "p7": 50, "p8": [[" tom"]], "p9": ["(?s)(?:.* )?(?:tom[^ ]*)(?: .*)?"]}
