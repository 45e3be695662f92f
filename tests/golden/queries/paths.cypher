CALL () {
  UNWIND $p0 AS key0
  MATCH (person1:Person)
  WHERE person1.key = key0
  CALL (person1) {
    MATCH (person1)-[:ACTED_IN]->(film2)
    RETURN collect([film2.key, film2.votes]) AS rows3
  }
  RETURN collect([person1.key, rows3]) AS rows4
}
RETURN rows4
// a level of paths

CALL () {
  UNWIND $p0 AS key0
  MATCH (film1:Film)
  WHERE film1.key = key0
  CALL (film1) {
    MATCH (film1)<-[:ACTED_IN]-(person2)
    RETURN collect([person2.key]) AS rows3
  }
  RETURN collect([film1.key, rows3]) AS rows4
}
RETURN rows4
// a level of paths

CALL () {
  UNWIND [0, 1] AS side0
  UNWIND [$p0, $p1][side0] AS key1
  MATCH (person2:Person)
  WHERE person2.key = key1
  MATCH (person2)-[:ACTED_IN]->(film3)
  WITH film3, min(side0) AS least4, max(side0) AS most5 WHERE least4 < most5
  CALL (film3) {
    MATCH (film3)<-[:ACTED_IN]-(person6)
    RETURN collect([person6.key]) AS rows7
  }
  RETURN collect([film3.key, film3.votes, rows7]) AS rows8
}
RETURN rows8
// a level of paths

CALL () {
  UNWIND $p0 AS given0
  WITH given0 ORDER BY given0[0]
  CALL (given0) {
    UNWIND given0[3] AS given1
    WITH given1 ORDER BY given1[0]
    CALL (given1) {
      MATCH (person2:Person)
      WHERE person2.key = given1[1]
      RETURN collect([person2.key, person2.name]) AS rows3
    }
    CALL (given1) {
      MATCH (film4:Film)
      WHERE film4.key = given1[3]
      MATCH (film4)<-[r5:ACTED_IN|DIRECTED]-(person6)
      WHERE person6.key = given1[1] AND type(r5) = given1[2]
      CALL (person6, r5) {
        UNWIND range(0, size(coalesce(r5.characterKeys, [])) - 1) AS i7
        MATCH (character8:Character)
        WHERE character8.key = r5.characterKeys[i7]
        WITH character8, i7 ORDER BY i7
        RETURN collect([character8.name]) AS rows9
      }
      RETURN collect([CASE WHEN type(r5) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r5) = 'DIRECTED' THEN 'DIRECTOR' END, r5.billing, r5.note, rows9]) AS rows10
    }
    CALL (given1) {
      MATCH (film11:Film)
      WHERE film11.key = given1[3]
      RETURN collect([film11.title, film11.year, film11.votes]) AS rows12
    }
    CALL (given1) {
      MATCH (person13:Person)
      WHERE person13.key = given1[4]
      RETURN collect([person13.key, person13.name]) AS rows14
    }
    CALL (given1) {
      MATCH (film15:Film)
      WHERE film15.key = given1[3]
      MATCH (film15)<-[r16:ACTED_IN|DIRECTED]-(person17)
      WHERE person17.key = given1[4] AND type(r16) = given1[5]
      CALL (person17, r16) {
        UNWIND range(0, size(coalesce(r16.characterKeys, [])) - 1) AS i18
        MATCH (character19:Character)
        WHERE character19.key = r16.characterKeys[i18]
        WITH character19, i18 ORDER BY i18
        RETURN collect([character19.name]) AS rows20
      }
      RETURN collect([CASE WHEN type(r16) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r16) = 'DIRECTED' THEN 'DIRECTOR' END, r16.billing, rows20]) AS rows21
    }
    RETURN collect([rows3, rows10, rows12, rows14, rows21]) AS rows22
  }
  RETURN collect([given0[2], given0[1], rows22]) AS rows23
}
RETURN rows23
// {"p0": []}
