CALL () {
  MATCH (person0:Person)
  WHERE person0.key = $p0
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film1)
    MATCH (film1)<-[:ACTED_IN]-(person2)
    WHERE person2 <> person0
    WITH person2, count(film1) AS amount3
    RETURN count(person2) AS count4
  }
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film5)
    MATCH (film5)<-[:ACTED_IN]-(person6)
    WHERE person6 <> person0
    WITH person6, person0, count(film5) AS amount7, collect(film5) AS shared8
    WITH person6, amount7, person0, shared8 ORDER BY amount7 DESC, person6.key LIMIT $p1
    CALL (person6, amount7, person0, shared8) {
      UNWIND shared8 AS film9
      WITH film9, person0, person6 ORDER BY 0 - film9.year, film9.key
      CALL (film9, person0) {
        MATCH (person0)-[r10:ACTED_IN]->(film9)
        CALL (person0, r10) {
          UNWIND range(0, size(coalesce(r10.characterKeys, [])) - 1) AS i11
          MATCH (character12:Character)
          WHERE character12.key = r10.characterKeys[i11]
          WITH character12, i11 ORDER BY i11
          RETURN collect([character12.name]) AS rows13
        }
        RETURN collect([r10.billing, rows13]) AS rows14
      }
      CALL (film9, person0, person6) {
        MATCH (person6)-[r15:ACTED_IN]->(film9)
        CALL (person6, r15) {
          UNWIND range(0, size(coalesce(r15.characterKeys, [])) - 1) AS i16
          MATCH (character17:Character)
          WHERE character17.key = r15.characterKeys[i16]
          WITH character17, i16 ORDER BY i16
          RETURN collect([character17.name]) AS rows18
        }
        RETURN collect([r15.billing, r15.note, rows18]) AS rows19
      }
      RETURN collect([film9.title, film9.year, rows14, rows19]) AS rows20
    }
    RETURN collect([amount7, person6.key, person6.name, rows20]) AS rows21
  }
  RETURN collect([person0.name, count4, rows21]) AS rows22
}
RETURN rows22
// {"p0": "tom-hanks", "p1": 4}
