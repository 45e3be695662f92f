CALL () {
  CALL () {
    CALL db.index.fulltext.queryNodes('Film[searchText]', $p0, {limit: $p1}) YIELD node AS film0
    WITH film0 WHERE (all(word1 IN $p2 WHERE (' ' + film0.searchText) CONTAINS (' ' + word1)) OR (' ' + film0.searchText) CONTAINS (' ' + $p3))
    WITH film0 LIMIT 1
    RETURN count(film0) AS fitting2
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Person[searchText]', $p0, {limit: $p1}) YIELD node AS person3
    WITH person3 WHERE (all(word4 IN $p2 WHERE (' ' + person3.searchText) CONTAINS (' ' + word4)) OR (' ' + person3.searchText) CONTAINS (' ' + $p3))
    WITH person3 LIMIT 1
    RETURN count(person3) AS fitting5
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Character[searchText]', $p0, {limit: $p1}) YIELD node AS character6
    WITH character6 WHERE (all(word7 IN $p2 WHERE (' ' + character6.searchText) CONTAINS (' ' + word7)) OR (' ' + character6.searchText) CONTAINS (' ' + $p3))
    WITH character6 LIMIT 1
    RETURN count(character6) AS fitting8
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Place[searchText]', $p0, {limit: $p1}) YIELD node AS place9
    WITH place9 WHERE (all(word10 IN $p2 WHERE (' ' + place9.searchText) CONTAINS (' ' + word10)) OR (' ' + place9.searchText) CONTAINS (' ' + $p3))
    WITH place9 LIMIT 1
    RETURN count(place9) AS fitting11
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0, {limit: $p1}) YIELD node AS keyword12
    WITH keyword12 WHERE (all(word13 IN $p2 WHERE (' ' + keyword12.searchText) CONTAINS (' ' + word13)) OR (' ' + keyword12.searchText) CONTAINS (' ' + $p3))
    WITH keyword12 LIMIT 1
    RETURN count(keyword12) AS fitting14
  }
  RETURN (fitting2 + fitting5 + fitting8 + fitting11 + fitting14) = 0 AS forgives15
}
CALL () {
  MATCH (c16:Catalogue)
  RETURN [coalesce(max(c16.wellKnownFilm), 10), coalesce(max(c16.wellKnownPerson), 10), coalesce(max(c16.wellKnownCharacter), 10), coalesce(max(c16.wellKnownPlace), 10), coalesce(max(c16.wellKnownKeyword), 10)] AS wellKnown17
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS film18
  WITH film18 WHERE ((all(word19 IN $p2 WHERE (' ' + film18.searchText) CONTAINS (' ' + word19)) OR (' ' + film18.searchText) CONTAINS (' ' + $p3)) OR (forgives15 AND all(pattern20 IN $p5 WHERE film18.searchText =~ pattern20)))
  RETURN count(film18) AS count21
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS person22
  WITH person22 WHERE ((all(word23 IN $p2 WHERE (' ' + person22.searchText) CONTAINS (' ' + word23)) OR (' ' + person22.searchText) CONTAINS (' ' + $p3)) OR (forgives15 AND all(pattern24 IN $p5 WHERE person22.searchText =~ pattern24)))
  RETURN count(person22) AS count25
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS character26
  WITH character26 WHERE ((all(word27 IN $p2 WHERE (' ' + character26.searchText) CONTAINS (' ' + word27)) OR (' ' + character26.searchText) CONTAINS (' ' + $p3)) OR (forgives15 AND all(pattern28 IN $p5 WHERE character26.searchText =~ pattern28)))
  RETURN count(character26) AS count29
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS place30
  WITH place30 WHERE ((all(word31 IN $p2 WHERE (' ' + place30.searchText) CONTAINS (' ' + word31)) OR (' ' + place30.searchText) CONTAINS (' ' + $p3)) OR (forgives15 AND all(pattern32 IN $p5 WHERE place30.searchText =~ pattern32)))
  RETURN count(place30) AS count33
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS keyword34
  WITH keyword34 WHERE ((all(word35 IN $p2 WHERE (' ' + keyword34.searchText) CONTAINS (' ' + word35)) OR (' ' + keyword34.searchText) CONTAINS (' ' + $p3)) OR (forgives15 AND all(pattern36 IN $p5 WHERE keyword34.searchText =~ pattern36)))
  RETURN count(keyword34) AS count37
}
CALL (forgives15, wellKnown17) {
  CALL (forgives15, wellKnown17) {
    CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END, {limit: $p1}) YIELD node AS film38
    RETURN collect(film38) AS some39
  }
  CALL (some39, forgives15, wellKnown17) {
    UNWIND CASE WHEN size(some39) >= $p1 THEN [1] ELSE [] END AS once40
    CALL (once40, forgives15, wellKnown17) {
      MATCH (film38:Film)
      USING INDEX film38:Film(searchText, searchRank, key)
      WHERE film38.searchText = $p6 AND film38.searchRank IS NOT NULL AND film38.key IS NOT NULL
      WITH film38 ORDER BY film38.searchText, film38.searchRank, film38.key LIMIT $p7
      RETURN collect(film38) AS same41
    }
    CALL (once40) {
      MATCH (film38:Film)
      USING INDEX film38:Film(searchText, searchRank, key)
      WHERE film38.searchText STARTS WITH $p8 AND film38.searchRank IS NOT NULL AND film38.key IS NOT NULL
      WITH film38 LIMIT $p1
      RETURN collect(film38) AS begun42
    }
    CALL (once40) {
      CALL db.index.fulltext.queryNodes('Film[searchText]', $p9, {limit: $p1}) YIELD node AS film38
      RETURN collect(film38) AS whole43
    }
    UNWIND ([['', '']] + CASE WHEN size(begun42) >= $p1 THEN [[$p8, '']] ELSE [] END + CASE WHEN size(whole43) >= $p1 THEN [['', ' ']] ELSE [] END) AS asked44
    CALL (asked44, forgives15, wellKnown17) {
      MATCH (film38:Film)
      USING INDEX film38:Film(searchRank, key)
      WHERE (film38.searchText STARTS WITH asked44[0] AND ((all(word45 IN $p2 WHERE (' ' + film38.searchText + ' ') CONTAINS (' ' + word45 + asked44[1])) OR (' ' + film38.searchText + ' ') CONTAINS (' ' + $p3 + asked44[1])) OR (forgives15 AND all(pattern46 IN $p5 WHERE film38.searchText =~ pattern46)))) AND film38.searchRank IS NOT NULL AND film38.key IS NOT NULL
      WITH film38 ORDER BY film38.searchRank, film38.key LIMIT $p7
      RETURN collect(film38) AS known47
    }
    UNWIND (same41 + CASE WHEN size(begun42) >= $p1 THEN [] ELSE begun42 END + CASE WHEN size(whole43) >= $p1 THEN [] ELSE whole43 END + known47) AS film38
    RETURN collect(DISTINCT film38) AS few48
  }
  UNWIND (few48 + CASE WHEN size(some39) >= $p1 THEN [] ELSE some39 END) AS film38
  WITH film38, forgives15, wellKnown17, film38.searchText AS text49
  WITH film38, wellKnown17, text49, CASE WHEN text49 = $p6 THEN 5 WHEN text49 STARTS WITH $p8 THEN 4 WHEN (all(word50 IN $p2 WHERE (' ' + text49 + ' ') CONTAINS (' ' + word50 + ' ')) OR (' ' + text49 + ' ') CONTAINS (' ' + $p3 + ' ')) THEN 3 WHEN (all(word51 IN $p2 WHERE (' ' + text49) CONTAINS (' ' + word51)) OR (' ' + text49) CONTAINS (' ' + $p3)) THEN 2 WHEN (forgives15 AND all(pattern52 IN $p5 WHERE text49 =~ pattern52)) THEN 1 ELSE 0 END AS tier53 WHERE tier53 > 0
  WITH film38, wellKnown17, text49, tier53, 0 - film38.searchRank AS popularity54
  WITH film38, ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier53] + toFloat(popularity54) / (popularity54 + wellKnown17[0])) AS score55, CASE WHEN (tier53 IN [2, 3] AND NOT (all(word56 IN $p2 WHERE (' ' + split(text49, '\t')[0]) CONTAINS (' ' + word56)))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier53] END AS match57
  WITH film38, score55, match57 ORDER BY score55 DESC, film38.key LIMIT $p7
  RETURN collect([score55, 0, film38.key, match57, film38.title, film38.year]) AS rows58
}
CALL (forgives15, wellKnown17) {
  CALL (forgives15, wellKnown17) {
    CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END, {limit: $p1}) YIELD node AS person59
    RETURN collect(person59) AS some60
  }
  CALL (some60, forgives15, wellKnown17) {
    UNWIND CASE WHEN size(some60) >= $p1 THEN [1] ELSE [] END AS once61
    CALL (once61, forgives15, wellKnown17) {
      MATCH (person59:Person)
      USING INDEX person59:Person(searchText, searchRank, key)
      WHERE person59.searchText = $p6 AND person59.searchRank IS NOT NULL AND person59.key IS NOT NULL
      WITH person59 ORDER BY person59.searchText, person59.searchRank, person59.key LIMIT $p7
      RETURN collect(person59) AS same62
    }
    CALL (once61) {
      MATCH (person59:Person)
      USING INDEX person59:Person(searchText, searchRank, key)
      WHERE person59.searchText STARTS WITH $p8 AND person59.searchRank IS NOT NULL AND person59.key IS NOT NULL
      WITH person59 LIMIT $p1
      RETURN collect(person59) AS begun63
    }
    CALL (once61) {
      CALL db.index.fulltext.queryNodes('Person[searchText]', $p9, {limit: $p1}) YIELD node AS person59
      RETURN collect(person59) AS whole64
    }
    UNWIND ([['', '']] + CASE WHEN size(begun63) >= $p1 THEN [[$p8, '']] ELSE [] END + CASE WHEN size(whole64) >= $p1 THEN [['', ' ']] ELSE [] END) AS asked65
    CALL (asked65, forgives15, wellKnown17) {
      MATCH (person59:Person)
      USING INDEX person59:Person(searchRank, key)
      WHERE (person59.searchText STARTS WITH asked65[0] AND ((all(word66 IN $p2 WHERE (' ' + person59.searchText + ' ') CONTAINS (' ' + word66 + asked65[1])) OR (' ' + person59.searchText + ' ') CONTAINS (' ' + $p3 + asked65[1])) OR (forgives15 AND all(pattern67 IN $p5 WHERE person59.searchText =~ pattern67)))) AND person59.searchRank IS NOT NULL AND person59.key IS NOT NULL
      WITH person59 ORDER BY person59.searchRank, person59.key LIMIT $p7
      RETURN collect(person59) AS known68
    }
    UNWIND (same62 + CASE WHEN size(begun63) >= $p1 THEN [] ELSE begun63 END + CASE WHEN size(whole64) >= $p1 THEN [] ELSE whole64 END + known68) AS person59
    RETURN collect(DISTINCT person59) AS few69
  }
  UNWIND (few69 + CASE WHEN size(some60) >= $p1 THEN [] ELSE some60 END) AS person59
  WITH person59, forgives15, wellKnown17, person59.searchText AS text70
  WITH person59, wellKnown17, text70, CASE WHEN text70 = $p6 THEN 5 WHEN text70 STARTS WITH $p8 THEN 4 WHEN (all(word71 IN $p2 WHERE (' ' + text70 + ' ') CONTAINS (' ' + word71 + ' ')) OR (' ' + text70 + ' ') CONTAINS (' ' + $p3 + ' ')) THEN 3 WHEN (all(word72 IN $p2 WHERE (' ' + text70) CONTAINS (' ' + word72)) OR (' ' + text70) CONTAINS (' ' + $p3)) THEN 2 WHEN (forgives15 AND all(pattern73 IN $p5 WHERE text70 =~ pattern73)) THEN 1 ELSE 0 END AS tier74 WHERE tier74 > 0
  WITH person59, wellKnown17, text70, tier74, 0 - person59.searchRank AS popularity75
  WITH person59, ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier74] + toFloat(popularity75) / (popularity75 + wellKnown17[1])) AS score76, CASE WHEN (tier74 IN [2, 3] AND NOT (all(word77 IN $p2 WHERE (' ' + split(text70, '\t')[0]) CONTAINS (' ' + word77)))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier74] END AS match78
  WITH person59, score76, match78 ORDER BY score76 DESC, person59.key LIMIT $p7
  RETURN collect([score76, 1, person59.key, match78, person59.name]) AS rows79
}
CALL (forgives15, wellKnown17) {
  CALL (forgives15, wellKnown17) {
    CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END, {limit: $p1}) YIELD node AS character80
    RETURN collect(character80) AS some81
  }
  CALL (some81, forgives15, wellKnown17) {
    UNWIND CASE WHEN size(some81) >= $p1 THEN [1] ELSE [] END AS once82
    CALL (once82, forgives15, wellKnown17) {
      MATCH (character80:Character)
      USING INDEX character80:Character(searchText, searchRank, key)
      WHERE character80.searchText = $p6 AND character80.searchRank IS NOT NULL AND character80.key IS NOT NULL
      WITH character80 ORDER BY character80.searchText, character80.searchRank, character80.key LIMIT $p7
      RETURN collect(character80) AS same83
    }
    CALL (once82) {
      MATCH (character80:Character)
      USING INDEX character80:Character(searchText, searchRank, key)
      WHERE character80.searchText STARTS WITH $p8 AND character80.searchRank IS NOT NULL AND character80.key IS NOT NULL
      WITH character80 LIMIT $p1
      RETURN collect(character80) AS begun84
    }
    CALL (once82) {
      CALL db.index.fulltext.queryNodes('Character[searchText]', $p9, {limit: $p1}) YIELD node AS character80
      RETURN collect(character80) AS whole85
    }
    UNWIND ([['', '']] + CASE WHEN size(begun84) >= $p1 THEN [[$p8, '']] ELSE [] END + CASE WHEN size(whole85) >= $p1 THEN [['', ' ']] ELSE [] END) AS asked86
    CALL (asked86, forgives15, wellKnown17) {
      MATCH (character80:Character)
      USING INDEX character80:Character(searchRank, key)
      WHERE (character80.searchText STARTS WITH asked86[0] AND ((all(word87 IN $p2 WHERE (' ' + character80.searchText + ' ') CONTAINS (' ' + word87 + asked86[1])) OR (' ' + character80.searchText + ' ') CONTAINS (' ' + $p3 + asked86[1])) OR (forgives15 AND all(pattern88 IN $p5 WHERE character80.searchText =~ pattern88)))) AND character80.searchRank IS NOT NULL AND character80.key IS NOT NULL
      WITH character80 ORDER BY character80.searchRank, character80.key LIMIT $p7
      RETURN collect(character80) AS known89
    }
    UNWIND (same83 + CASE WHEN size(begun84) >= $p1 THEN [] ELSE begun84 END + CASE WHEN size(whole85) >= $p1 THEN [] ELSE whole85 END + known89) AS character80
    RETURN collect(DISTINCT character80) AS few90
  }
  UNWIND (few90 + CASE WHEN size(some81) >= $p1 THEN [] ELSE some81 END) AS character80
  WITH character80, forgives15, wellKnown17, character80.searchText AS text91
  WITH character80, wellKnown17, text91, CASE WHEN text91 = $p6 THEN 5 WHEN text91 STARTS WITH $p8 THEN 4 WHEN (all(word92 IN $p2 WHERE (' ' + text91 + ' ') CONTAINS (' ' + word92 + ' ')) OR (' ' + text91 + ' ') CONTAINS (' ' + $p3 + ' ')) THEN 3 WHEN (all(word93 IN $p2 WHERE (' ' + text91) CONTAINS (' ' + word93)) OR (' ' + text91) CONTAINS (' ' + $p3)) THEN 2 WHEN (forgives15 AND all(pattern94 IN $p5 WHERE text91 =~ pattern94)) THEN 1 ELSE 0 END AS tier95 WHERE tier95 > 0
  WITH character80, wellKnown17, text91, tier95, 0 - character80.searchRank AS popularity96
  WITH character80, 0.5 * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier95] + toFloat(popularity96) / (popularity96 + wellKnown17[2])) AS score97, CASE WHEN (tier95 IN [2, 3] AND NOT (all(word98 IN $p2 WHERE (' ' + split(text91, '\t')[0]) CONTAINS (' ' + word98)))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier95] END AS match99
  WITH character80, score97, match99 ORDER BY score97 DESC, character80.key LIMIT $p7
  RETURN collect([score97, 2, character80.key, match99, character80.name]) AS rows100
}
CALL (forgives15, wellKnown17) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS place101
  WITH place101, forgives15, wellKnown17, place101.searchText AS text102
  WITH place101, wellKnown17, text102, CASE WHEN text102 = $p6 THEN 5 WHEN text102 STARTS WITH $p8 THEN 4 WHEN (all(word103 IN $p2 WHERE (' ' + text102 + ' ') CONTAINS (' ' + word103 + ' ')) OR (' ' + text102 + ' ') CONTAINS (' ' + $p3 + ' ')) THEN 3 WHEN (all(word104 IN $p2 WHERE (' ' + text102) CONTAINS (' ' + word104)) OR (' ' + text102) CONTAINS (' ' + $p3)) THEN 2 WHEN (forgives15 AND all(pattern105 IN $p5 WHERE text102 =~ pattern105)) THEN 1 ELSE 0 END AS tier106 WHERE tier106 > 0
  WITH place101, wellKnown17, text102, tier106, 0 - place101.searchRank AS popularity107
  WITH place101, 0.5 * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier106] + toFloat(popularity107) / (popularity107 + wellKnown17[3])) AS score108, CASE WHEN (tier106 IN [2, 3] AND NOT (all(word109 IN $p2 WHERE (' ' + split(text102, '\t')[0]) CONTAINS (' ' + word109)))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier106] END AS match110
  WITH place101, score108, match110 ORDER BY score108 DESC, place101.key LIMIT $p7
  RETURN collect([score108, 3, place101.key, match110]) AS rows111
}
CALL (forgives15, wellKnown17) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p4 ELSE $p0 END) YIELD node AS keyword112
  WITH keyword112, forgives15, wellKnown17, keyword112.searchText AS text113
  WITH keyword112, wellKnown17, text113, CASE WHEN text113 = $p6 THEN 5 WHEN text113 STARTS WITH $p8 THEN 4 WHEN (all(word114 IN $p2 WHERE (' ' + text113 + ' ') CONTAINS (' ' + word114 + ' ')) OR (' ' + text113 + ' ') CONTAINS (' ' + $p3 + ' ')) THEN 3 WHEN (all(word115 IN $p2 WHERE (' ' + text113) CONTAINS (' ' + word115)) OR (' ' + text113) CONTAINS (' ' + $p3)) THEN 2 WHEN (forgives15 AND all(pattern116 IN $p5 WHERE text113 =~ pattern116)) THEN 1 ELSE 0 END AS tier117 WHERE tier117 > 0
  WITH keyword112, wellKnown17, text113, tier117, 0 - keyword112.searchRank AS popularity118
  WITH keyword112, 0.5 * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier117] + toFloat(popularity118) / (popularity118 + wellKnown17[4])) AS score119, CASE WHEN (tier117 IN [2, 3] AND NOT (all(word120 IN $p2 WHERE (' ' + split(text113, '\t')[0]) CONTAINS (' ' + word120)))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier117] END AS match121
  WITH keyword112, score119, match121 ORDER BY score119 DESC, keyword112.key LIMIT $p7
  RETURN collect([score119, 4, keyword112.key, match121]) AS rows122
}
RETURN count21, count25, count29, count33, count37, rows58, rows79, rows100, rows111, rows122
// {"p0": "(+the* +matrx*) thematrx*", "p1": 2000, "p2": ["the", "matrx"], "p3": "thematrx", "p4": "(+(the*) +(matrx* /m(.?trx|.atrx|tarx|a(.?rx|.trx|rtx|t(.?x|.rx|r.x))).*|matxr|matr.?/)) thematrx*", "p5": ["(?s)(?:.* )?(?:the[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:matrx[^ ]*|m([^ ]?trx|[^ ]atrx|tarx|a([^ ]?rx|[^ ]trx|rtx|t([^ ]?x|[^ ]rx|r[^ ]x)))[^ ]*|matxr|matr[^ ]?)(?: .*)?"], "p6": "the matrx \t thematrx", "p7": 3, "p8": "the matrx", "p9": "(+the +matrx) thematrx"}
