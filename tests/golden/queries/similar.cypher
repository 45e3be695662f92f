CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  CALL (film0) {
    MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing1)
    WITH DISTINCT film0, thing1
    WITH film0, thing1, COUNT { (thing1)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } AS related2
    WITH film0, collect([thing1, toInteger(10000.0 / sqrt(related2) + 0.5), related2 <= 200]) AS things3
    UNWIND things3 AS each4
    WITH film0, things3, each4, each4[0] AS thing1, each4[1] AS weight5 WHERE each4[2]
    MATCH (thing1)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(film6)
    WHERE film6 <> film0
    WITH DISTINCT film0, things3, film6, thing1, weight5
    WITH film0, things3, film6, sum(weight5) AS rare7, collect([thing1, weight5]) AS found8
    WITH film0, things3, film6, rare7, found8 ORDER BY rare7 DESC, film6.key LIMIT $p1
    WITH film6
    RETURN count(film6) AS count9
  }
  CALL (film0) {
    MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing10)
    WITH DISTINCT film0, thing10
    WITH film0, thing10, COUNT { (thing10)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } AS related11
    WITH film0, collect([thing10, toInteger(10000.0 / sqrt(related11) + 0.5), related11 <= 200]) AS things12
    UNWIND things12 AS each13
    WITH film0, things12, each13, each13[0] AS thing10, each13[1] AS weight14 WHERE each13[2]
    MATCH (thing10)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(film15)
    WHERE film15 <> film0
    WITH DISTINCT film0, things12, film15, thing10, weight14
    WITH film0, things12, film15, sum(weight14) AS rare16, collect([thing10, weight14]) AS found17
    WITH film0, things12, film15, rare16, found17 ORDER BY rare16 DESC, film15.key LIMIT $p1
    CALL (things12, film15) {
      MATCH (film15)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing10)
      WITH things12, collect(thing10) AS own18
      UNWIND things12 AS each19
      WITH each19, own18 WHERE NOT (each19[2]) AND each19[0] IN own18
      RETURN sum(each19[1]) AS more20, collect([each19[0], each19[1]]) AS common21
    }
    WITH film15, toFloat(rare16 + more20) / 10000.0 AS amount22, found17 + common21 AS shared23
    WITH film15, amount22, shared23 ORDER BY amount22 DESC, film15.key LIMIT $p2
    CALL (film15, amount22, shared23) {
      UNWIND shared23 AS pair24
      WITH pair24[0] AS reason25, pair24[1] AS amount26
      WITH reason25, amount26 ORDER BY toFloat(amount26) / 10000.0 DESC, reason25.key, CASE WHEN reason25:Character THEN 'Character' WHEN reason25:Genre THEN 'Genre' WHEN reason25:Keyword THEN 'Keyword' WHEN reason25:Person THEN 'Person' WHEN reason25:Place THEN 'Place' END
      CALL (reason25, amount26) {
        WITH reason25 WHERE reason25:Character
        RETURN collect([reason25.key]) AS rows27
      }
      CALL (reason25, amount26) {
        WITH reason25 WHERE reason25:Genre
        RETURN collect([reason25.key]) AS rows28
      }
      CALL (reason25, amount26) {
        WITH reason25 WHERE reason25:Keyword
        RETURN collect([reason25.key, COUNT { (reason25)<-[:HAS_KEYWORD]-() }]) AS rows29
      }
      CALL (reason25, amount26) {
        WITH reason25 WHERE reason25:Person
        RETURN collect([reason25.key, reason25.name]) AS rows30
      }
      CALL (reason25, amount26) {
        WITH reason25 WHERE reason25:Place
        RETURN collect([reason25.key]) AS rows31
      }
      RETURN collect([toFloat(amount26) / 10000.0, rows27, rows28, rows29, rows30, rows31]) AS rows32
    }
    RETURN collect([amount22, film15.key, film15.title, rows32]) AS rows33
  }
  RETURN collect([film0.title, count9, rows33]) AS rows34
}
RETURN rows34
// {"p0": "apollo-13-1995", "p1": 200, "p2": 4}
