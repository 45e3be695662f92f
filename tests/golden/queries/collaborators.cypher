CALL () {
  MATCH (person0:Person)
  WHERE person0.key = $p0
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN|DIRECTED]->(film1)
    MATCH (film1)<-[:ACTED_IN|DIRECTED]-(person2)
    WHERE person2 <> person0
    WITH person2, count(DISTINCT film1) AS amount3
    RETURN count(person2) AS count4
  }
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN|DIRECTED]->(film5)
    MATCH (film5)<-[:ACTED_IN|DIRECTED]-(person6)
    WHERE person6 <> person0
    WITH person6, person0, count(DISTINCT film5) AS amount7, collect(DISTINCT film5) AS shared8
    WITH person6, amount7, person0, shared8 ORDER BY amount7 DESC, person6.key LIMIT $p1
    CALL (person6, amount7, person0, shared8) {
      UNWIND shared8 AS film9
      MATCH (person0)-[r10:ACTED_IN|DIRECTED]->(film9)
      WITH DISTINCT CASE WHEN type(r10) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r10) = 'DIRECTED' THEN 'DIRECTOR' END AS role11 ORDER BY role11
      RETURN collect(role11) AS roles12
    }
    CALL (person6, amount7, person0, shared8) {
      UNWIND shared8 AS film13
      MATCH (person6)-[r14:ACTED_IN|DIRECTED]->(film13)
      WITH DISTINCT CASE WHEN type(r14) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r14) = 'DIRECTED' THEN 'DIRECTOR' END AS role15 ORDER BY role15
      RETURN collect(role15) AS roles16
    }
    CALL (person6, amount7, person0, shared8) {
      UNWIND shared8 AS film17
      WITH film17, person0, person6 ORDER BY 0 - film17.year, film17.key
      CALL (film17, person0) {
        MATCH (person0)-[r18:ACTED_IN|DIRECTED]->(film17)
        WITH person0, r18 ORDER BY CASE WHEN type(r18) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r18) = 'DIRECTED' THEN 'DIRECTOR' END
        RETURN collect([CASE WHEN type(r18) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r18) = 'DIRECTED' THEN 'DIRECTOR' END, r18.billing]) AS rows19
      }
      CALL (film17, person0, person6) {
        MATCH (person6)-[r20:ACTED_IN|DIRECTED]->(film17)
        WITH person6, r20 ORDER BY CASE WHEN type(r20) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r20) = 'DIRECTED' THEN 'DIRECTOR' END
        CALL (person6, r20) {
          UNWIND range(0, size(coalesce(r20.characterKeys, [])) - 1) AS i21
          MATCH (character22:Character)
          WHERE character22.key = r20.characterKeys[i21]
          WITH character22, i21 ORDER BY i21
          RETURN collect([character22.name]) AS rows23
        }
        RETURN collect([CASE WHEN type(r20) = 'ACTED_IN' THEN 'ACTOR' WHEN type(r20) = 'DIRECTED' THEN 'DIRECTOR' END, r20.billing, rows23]) AS rows24
      }
      RETURN collect([film17.title, rows19, rows24]) AS rows25
    }
    RETURN collect([amount7, roles12, roles16, person6.name, rows25]) AS rows26
  }
  RETURN collect([person0.name, count4, rows26]) AS rows27
}
RETURN rows27
// {"p0": "clint-eastwood", "p1": 3}
