CALL () {
  CALL () {
    MATCH (film0:Film)
    USING INDEX film0:Film(rating)
    WHERE film0.rating IS NOT NULL
    WITH film0 ORDER BY film0.rating DESC, film0.key LIMIT $p0
    RETURN collect(film0) AS page1
  }
  CALL (page1) {
    UNWIND range(1, sign($p0 - size(page1))) AS short2
    MATCH (film3:Film)
    WHERE film3.rating IS NULL
    WITH film3 ORDER BY film3.key LIMIT $p0
    RETURN collect(film3) AS rest4
  }
  WITH page1 + rest4 AS both5
  UNWIND range(0, size(both5) - 1) AS i6
  WITH i6 AS i6, both5[i6] AS film7 ORDER BY i6 LIMIT $p0
  RETURN collect([film7.rating, film7.key, film7.title]) AS rows8
}
CALL () {
  CALL () {
    MATCH (film9:Film)
    USING INDEX film9:Film(votes)
    WHERE film9.votes IS NOT NULL AND film9.year >= $p1
    WITH film9 ORDER BY film9.votes DESC, film9.key LIMIT $p2
    RETURN collect(film9) AS page10
  }
  CALL (page10) {
    UNWIND range(1, sign($p2 - size(page10))) AS short11
    MATCH (film12:Film)
    WHERE film12.votes IS NULL AND film12.year >= $p1
    WITH film12 ORDER BY film12.key LIMIT $p2
    RETURN collect(film12) AS rest13
  }
  WITH page10 + rest13 AS both14
  UNWIND range(0, size(both14) - 1) AS i15
  WITH i15 AS i15, both14[i15] AS film16 ORDER BY i15 LIMIT $p2
  RETURN collect([film16.title, film16.votes]) AS rows17
}
CALL () {
  CALL () {
    MATCH (person18:Person)
    USING INDEX person18:Person(birthYear)
    WHERE person18.birthYear IS NOT NULL AND person18.name > $p3
    WITH person18 ORDER BY person18.birthYear, person18.key LIMIT $p2
    RETURN collect(person18) AS page19
  }
  CALL (page19) {
    UNWIND range(1, sign($p2 - size(page19))) AS short20
    MATCH (person21:Person)
    WHERE person21.birthYear IS NULL AND person21.name > $p3
    WITH person21 ORDER BY person21.key LIMIT $p2
    RETURN collect(person21) AS rest22
  }
  WITH page19 + rest22 AS both23
  UNWIND range(0, size(both23) - 1) AS i24
  WITH i24 AS i24, both23[i24] AS person25 ORDER BY i24 LIMIT $p2
  RETURN collect([person25.name, person25.birthYear]) AS rows26
}
CALL () {
  CALL () {
    MATCH (person27:Person)
    USING INDEX person27:Person(deathYear)
    WHERE person27.deathYear IS NOT NULL
    WITH person27 ORDER BY person27.deathYear, person27.key LIMIT $p4
    RETURN collect(person27) AS page28
  }
  CALL (page28) {
    UNWIND range(1, sign($p4 - size(page28))) AS short29
    MATCH (person30:Person)
    WHERE person30.deathYear IS NULL
    WITH person30 ORDER BY person30.key LIMIT $p4
    RETURN collect(person30) AS rest31
  }
  WITH page28 + rest31 AS both32
  UNWIND range(0, size(both32) - 1) AS i33
  WITH i33 AS i33, both32[i33] AS person34 ORDER BY i33 LIMIT $p4
  RETURN collect([person34.name, person34.deathYear]) AS rows35
}
RETURN rows8, rows17, rows26, rows35
// {"p0": 4, "p1": 1995, "p2": 2, "p3": "K", "p4": 7}
