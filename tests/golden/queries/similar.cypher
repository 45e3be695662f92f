CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  CALL (film0) {
    CALL (film0) {
      MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(hub1)
      WITH DISTINCT film0, hub1 WHERE COUNT { (hub1)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } > 200
      RETURN collect(hub1) AS hubs2
    }
    MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing3)
    WITH DISTINCT film0, hubs2, thing3 WHERE COUNT { (thing3)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } <= 200
    WITH film0, hubs2, thing3, toInteger(10000.0 / sqrt(COUNT { (thing3)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5) AS weight4
    MATCH (thing3)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(film5)
    WHERE film5 <> film0
    WITH DISTINCT film0, hubs2, film5, thing3, weight4
    WITH film0, hubs2, film5, sum(weight4) AS rare6, collect(thing3) AS found7
    WITH film0, hubs2, film5, rare6, found7 ORDER BY rare6 DESC, film5.key LIMIT $p1
    CALL (hubs2, film5) {
      MATCH (film5)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing8)
      WHERE thing8 IN hubs2
      WITH DISTINCT thing8
      RETURN sum(toInteger(10000.0 / sqrt(COUNT { (thing8)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5)) AS more9, collect(thing8) AS common10
    }
    WITH film5, toFloat(rare6 + more9) / 10000.0 AS amount11, found7 + common10 AS shared12
    RETURN count(film5) AS count13
  }
  CALL (film0) {
    CALL (film0) {
      MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(hub14)
      WITH DISTINCT film0, hub14 WHERE COUNT { (hub14)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } > 200
      RETURN collect(hub14) AS hubs15
    }
    MATCH (film0)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing16)
    WITH DISTINCT film0, hubs15, thing16 WHERE COUNT { (thing16)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() } <= 200
    WITH film0, hubs15, thing16, toInteger(10000.0 / sqrt(COUNT { (thing16)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5) AS weight17
    MATCH (thing16)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(film18)
    WHERE film18 <> film0
    WITH DISTINCT film0, hubs15, film18, thing16, weight17
    WITH film0, hubs15, film18, sum(weight17) AS rare19, collect(thing16) AS found20
    WITH film0, hubs15, film18, rare19, found20 ORDER BY rare19 DESC, film18.key LIMIT $p1
    CALL (hubs15, film18) {
      MATCH (film18)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-(thing21)
      WHERE thing21 IN hubs15
      WITH DISTINCT thing21
      RETURN sum(toInteger(10000.0 / sqrt(COUNT { (thing21)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5)) AS more22, collect(thing21) AS common23
    }
    WITH film18, toFloat(rare19 + more22) / 10000.0 AS amount24, found20 + common23 AS shared25
    WITH film18, amount24, shared25 ORDER BY amount24 DESC, film18.key LIMIT $p2
    CALL (film18, amount24, shared25) {
      UNWIND shared25 AS reason26
      WITH reason26 ORDER BY toFloat(toInteger(10000.0 / sqrt(COUNT { (reason26)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5)) / 10000.0 DESC, reason26.key, CASE WHEN reason26:Character THEN 'Character' WHEN reason26:Genre THEN 'Genre' WHEN reason26:Keyword THEN 'Keyword' WHEN reason26:Person THEN 'Person' WHEN reason26:Place THEN 'Place' END
      CALL (reason26) {
        WITH reason26 WHERE reason26:Character
        RETURN collect([reason26.key]) AS rows27
      }
      CALL (reason26) {
        WITH reason26 WHERE reason26:Genre
        RETURN collect([reason26.key]) AS rows28
      }
      CALL (reason26) {
        WITH reason26 WHERE reason26:Keyword
        RETURN collect([reason26.key, COUNT { (reason26)<-[:HAS_KEYWORD]-() }]) AS rows29
      }
      CALL (reason26) {
        WITH reason26 WHERE reason26:Person
        RETURN collect([reason26.key, reason26.name]) AS rows30
      }
      CALL (reason26) {
        WITH reason26 WHERE reason26:Place
        RETURN collect([reason26.key]) AS rows31
      }
      RETURN collect([toFloat(toInteger(10000.0 / sqrt(COUNT { (reason26)-[:ACTED_IN|DIRECTED|APPEARS_IN|IN_GENRE|SET_IN|HAS_KEYWORD]-() }) + 0.5)) / 10000.0, rows27, rows28, rows29, rows30, rows31]) AS rows32
    }
    RETURN collect([amount24, film18.key, film18.title, rows32]) AS rows33
  }
  RETURN collect([film0.title, count13, rows33]) AS rows34
}
RETURN rows34
// {"p0": "apollo-13-1995", "p1": 200, "p2": 4}
