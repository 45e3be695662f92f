CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
  WITH film0 WHERE all(pattern1 IN $p1 WHERE film0.searchText =~ pattern1)
  RETURN count(film0) AS count2
}
CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person3
  WITH person3 WHERE all(pattern4 IN $p1 WHERE person3.searchText =~ pattern4)
  RETURN count(person3) AS count5
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character6
  WITH character6 WHERE all(pattern7 IN $p1 WHERE character6.searchText =~ pattern7)
  RETURN count(character6) AS count8
}
CALL () {
  CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place9
  WITH place9 WHERE all(pattern10 IN $p1 WHERE place9.searchText =~ pattern10)
  RETURN count(place9) AS count11
}
CALL () {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword12
  WITH keyword12 WHERE all(pattern13 IN $p1 WHERE keyword12.searchText =~ pattern13)
  RETURN count(keyword12) AS count14
}
CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film15
  WITH film15, film15.searchText AS text16
  WITH film15, CASE WHEN text16 = $p2 THEN 7 WHEN text16 STARTS WITH $p3 THEN 6 WHEN (text16 CONTAINS $p4 OR text16 ENDS WITH $p5) THEN 5 WHEN text16 STARTS WITH $p2 THEN 4 WHEN all(word17 IN $p6 WHERE (' ' + text16 + ' ') CONTAINS (' ' + word17 + ' ')) THEN 3 WHEN all(word17 IN $p6 WHERE (' ' + text16) CONTAINS (' ' + word17)) THEN 2 WHEN all(pattern18 IN $p1 WHERE text16 =~ pattern18) THEN 1 ELSE 0 END AS tier19 WHERE tier19 > 0
  WITH film15, tier19, CASE WHEN film15.votes > 0 THEN film15.votes ELSE 0 END AS known20
  WITH film15, tier19 + toFloat(known20) / (known20 + 10000) AS score21
  WITH film15, score21 ORDER BY score21 DESC, film15.key LIMIT $p7
  RETURN collect([score21, 0, film15.key, film15.title, film15.year]) AS rows22
}
CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person23
  WITH person23, person23.searchText AS text24
  WITH person23, CASE WHEN text24 = $p2 THEN 7 WHEN text24 STARTS WITH $p3 THEN 6 WHEN (text24 CONTAINS $p4 OR text24 ENDS WITH $p5) THEN 5 WHEN text24 STARTS WITH $p2 THEN 4 WHEN all(word25 IN $p6 WHERE (' ' + text24 + ' ') CONTAINS (' ' + word25 + ' ')) THEN 3 WHEN all(word25 IN $p6 WHERE (' ' + text24) CONTAINS (' ' + word25)) THEN 2 WHEN all(pattern26 IN $p1 WHERE text24 =~ pattern26) THEN 1 ELSE 0 END AS tier27 WHERE tier27 > 0
  WITH person23, tier27, (COUNT { (person23)-[:ACTED_IN]->() } + COUNT { (person23)-[:DIRECTED]->() }) AS known28
  WITH person23, tier27 + toFloat(known28) / (known28 + 10) AS score29
  WITH person23, score29 ORDER BY score29 DESC, person23.key LIMIT $p7
  RETURN collect([score29, 1, person23.key, person23.name]) AS rows30
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character31
  WITH character31, character31.searchText AS text32
  WITH character31, CASE WHEN text32 = $p2 THEN 7 WHEN text32 STARTS WITH $p3 THEN 6 WHEN (text32 CONTAINS $p4 OR text32 ENDS WITH $p5) THEN 5 WHEN text32 STARTS WITH $p2 THEN 4 WHEN all(word33 IN $p6 WHERE (' ' + text32 + ' ') CONTAINS (' ' + word33 + ' ')) THEN 3 WHEN all(word33 IN $p6 WHERE (' ' + text32) CONTAINS (' ' + word33)) THEN 2 WHEN all(pattern34 IN $p1 WHERE text32 =~ pattern34) THEN 1 ELSE 0 END AS tier35 WHERE tier35 > 0
  WITH character31, tier35, COUNT { (character31)-[:APPEARS_IN]->() } AS known36
  WITH character31, tier35 + toFloat(known36) / (known36 + 2) AS score37
  WITH character31, score37 ORDER BY score37 DESC, character31.key LIMIT $p7
  RETURN collect([score37, 2, character31.key, character31.name]) AS rows38
}
CALL () {
  CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place39
  WITH place39, place39.searchText AS text40
  WITH place39, CASE WHEN text40 = $p2 THEN 7 WHEN text40 STARTS WITH $p3 THEN 6 WHEN (text40 CONTAINS $p4 OR text40 ENDS WITH $p5) THEN 5 WHEN text40 STARTS WITH $p2 THEN 4 WHEN all(word41 IN $p6 WHERE (' ' + text40 + ' ') CONTAINS (' ' + word41 + ' ')) THEN 3 WHEN all(word41 IN $p6 WHERE (' ' + text40) CONTAINS (' ' + word41)) THEN 2 WHEN all(pattern42 IN $p1 WHERE text40 =~ pattern42) THEN 1 ELSE 0 END AS tier43 WHERE tier43 > 0
  WITH place39, tier43, COUNT { (place39)<-[:SET_IN]-() } AS known44
  WITH place39, tier43 + toFloat(known44) / (known44 + 10) AS score45
  WITH place39, score45 ORDER BY score45 DESC, place39.key LIMIT $p7
  RETURN collect([score45, 3, place39.key]) AS rows46
}
CALL () {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword47
  WITH keyword47, keyword47.searchText AS text48
  WITH keyword47, CASE WHEN text48 = $p2 THEN 7 WHEN text48 STARTS WITH $p3 THEN 6 WHEN (text48 CONTAINS $p4 OR text48 ENDS WITH $p5) THEN 5 WHEN text48 STARTS WITH $p2 THEN 4 WHEN all(word49 IN $p6 WHERE (' ' + text48 + ' ') CONTAINS (' ' + word49 + ' ')) THEN 3 WHEN all(word49 IN $p6 WHERE (' ' + text48) CONTAINS (' ' + word49)) THEN 2 WHEN all(pattern50 IN $p1 WHERE text48 =~ pattern50) THEN 1 ELSE 0 END AS tier51 WHERE tier51 > 0
  WITH keyword47, tier51, COUNT { (keyword47)<-[:HAS_KEYWORD]-() } AS known52
  WITH keyword47, tier51 + toFloat(known52) / (known52 + 10) AS score53
  WITH keyword47, score53 ORDER BY score53 DESC, keyword47.key LIMIT $p7
  RETURN collect([score53, 4, keyword47.key]) AS rows54
}
RETURN count2, count5, count8, count11, count14, rows22, rows30, rows38, rows46, rows54
// {"p0": "+(the*) +(matrx* /matr.x.*|m.?trx.*|m.atrx.*|mtarx.*|ma.?rx.*|ma.trx.*|martx.*|mat.?x.*|mat.rx.*|matrx.|m.?trx|m.atrx|mtarx|ma.?rx|ma.trx|martx|mat.?x|mat.rx|matxr|matr.?|matr.x/)", "p1": ["(?s)(?:.* )?(?:(?:the)[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:(?:matrx|matr[^ ]x|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx)[^ ]*|matrx[^ ]|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx|matxr|matr[^ ]?|matr[^ ]x)(?: .*)?"], "p2": "the matrx", "p3": "the matrx ", "p4": " the matrx ", "p5": " the matrx", "p6": ["the", "matrx"], "p7": 3}
