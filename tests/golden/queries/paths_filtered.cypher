CALL () {
  UNWIND $p0 AS key0
  MATCH (person1:Person)
  WHERE person1.key = key0
  CALL (person1) {
    MATCH (person1)-[:ACTED_IN]->(film2)
    WHERE film2.year >= $p1 AND NOT (EXISTS { MATCH (film2)-[:IN_GENRE]->(genre3) WHERE genre3.name = $p2 })
    RETURN collect([film2.key, film2.votes]) AS rows4
  }
  CALL (person1) {
    MATCH (person1)-[:DIRECTED]->(film5)
    WHERE film5.year >= $p1 AND NOT (EXISTS { MATCH (film5)-[:IN_GENRE]->(genre6) WHERE genre6.name = $p2 })
    RETURN collect([film5.key, film5.votes]) AS rows7
  }
  RETURN collect([person1.key, rows4, rows7]) AS rows8
}
RETURN rows8
// a level of directing

CALL () {
  UNWIND $p0 AS key0
  MATCH (film1:Film)
  WHERE film1.key = key0
  CALL (film1) {
    MATCH (film1)<-[:ACTED_IN]-(person2)
    RETURN collect([person2.key]) AS rows3
  }
  CALL (film1) {
    MATCH (film1)<-[:DIRECTED]-(person4)
    RETURN collect([person4.key]) AS rows5
  }
  RETURN collect([film1.key, rows3, rows5]) AS rows6
}
RETURN rows6
// a level of directing

CALL () {
  UNWIND [0, 1] AS side0
  UNWIND [$p0, $p1][side0] AS key1
  MATCH (person2:Person)
  WHERE person2.key = key1
  MATCH (person2)-[:ACTED_IN|DIRECTED]->(film3)
  WHERE film3.year >= $p2 AND NOT (EXISTS { MATCH (film3)-[:IN_GENRE]->(genre4) WHERE genre4.name = $p3 })
  WITH film3, min(side0) AS least5, max(side0) AS most6 WHERE least5 < most6
  CALL (film3) {
    MATCH (film3)<-[:ACTED_IN]-(person7)
    RETURN collect([person7.key]) AS rows8
  }
  CALL (film3) {
    MATCH (film3)<-[:DIRECTED]-(person9)
    RETURN collect([person9.key]) AS rows10
  }
  RETURN collect([film3.key, film3.votes, rows8, rows10]) AS rows11
}
RETURN rows11
// a level of directing

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
// a level of themselves

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
// a level of themselves

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
// a level of themselves

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
// a level of nobody

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
// a level of nobody

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
// a level of nobody

CALL () {
  UNWIND $p0 AS given0
  WITH given0 ORDER BY given0[0]
  CALL (given0) {
    UNWIND given0[3] AS given1
    WITH given1 ORDER BY given1[0]
    CALL (given1) {
      MATCH (person2:Person)
      WHERE person2.key = given1[1]
      RETURN collect([person2.name]) AS rows3
    }
    CALL (given1) {
      MATCH (film4:Film)
      WHERE film4.key = given1[3]
      MATCH (film4)<-[r5:ACTED_IN|DIRECTED]-(person6)
      WHERE person6.key = given1[1] AND type(r5) = given1[2]
      RETURN collect([CASE WHEN type(r5) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r5) = 'DIRECTED' THEN 'DIRECTOR' END]) AS rows7
    }
    CALL (given1) {
      MATCH (film8:Film)
      WHERE film8.key = given1[3]
      CALL (film8) {
        MATCH (film8)<-[:DIRECTED]-(person9)
        WITH person9 ORDER BY person9.key LIMIT $p1
        RETURN collect([person9.name]) AS rows10
      }
      RETURN collect([film8.title, rows10]) AS rows11
    }
    CALL (given1) {
      MATCH (person12:Person)
      WHERE person12.key = given1[4]
      RETURN collect([person12.name]) AS rows13
    }
    RETURN collect([rows3, rows7, rows11, rows13]) AS rows14
  }
  RETURN collect([given0[1], rows14]) AS rows15
}
CALL () {
  UNWIND $p2 AS given16
  WITH given16 ORDER BY given16[0]
  CALL (given16) {
    UNWIND given16[3] AS given17
    WITH given17 ORDER BY given17[0]
    CALL (given17) {
      MATCH (film18:Film)
      WHERE film18.key = given17[3]
      RETURN collect([film18.title]) AS rows19
    }
    RETURN collect([rows19]) AS rows20
  }
  RETURN collect([given16[1], rows20]) AS rows21
}
CALL () {
  UNWIND $p3 AS given22
  WITH given22 ORDER BY given22[0]
  RETURN collect([given22[1]]) AS rows23
}
CALL () {
  MATCH (person24:Person)
  WHERE person24.key = $p4
  RETURN collect([person24.name]) AS rows25
}
RETURN rows15, rows21, rows23, rows25
// {"p0": [], "p1": 50, "p2": [], "p3": [], "p4": "kevin-bacon"}
