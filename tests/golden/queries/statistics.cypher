CALL () {
  CALL () {
    MATCH (film0:Film)
    WHERE EXISTS { MATCH (film0)-[:IN_GENRE]->(genre1) WHERE genre1.name = $p0 }
    RETURN count(film0) AS groupsize2, count(film0.rating) AS numbers3, count(film0.rating) AS values4, sum(toInteger(floor(film0.rating * 1000 + 0.5))) AS total5, count(film0.runtimeMinutes) AS numbers6, toFloat(min(film0.runtimeMinutes)) AS numbers7, toFloat(max(film0.runtimeMinutes)) AS numbers8, count(film0.runtimeMinutes) AS values9, sum(toInteger(floor(film0.runtimeMinutes * 1000 + 0.5))) AS total10, count(film0) AS all11
  }
  WITH groupsize2, numbers3, numbers6, numbers7, numbers8, null AS group12, CASE WHEN values4 > 0 THEN toFloat((2 * total5 + values4) / (2 * values4)) / 1000 ELSE null END AS numbers13, CASE WHEN values9 > 0 THEN toFloat((2 * total10 + values9) / (2 * values9)) / 1000 ELSE null END AS numbers14
  WITH group12, groupsize2, numbers3, numbers13, numbers6, numbers7, numbers8, numbers14 LIMIT $p1
  RETURN collect([groupsize2, numbers3, numbers13, numbers6, numbers7, numbers8, numbers14]) AS rows15
}
CALL () {
  CALL () {
    MATCH (film16:Film)
    WHERE film16.year < $p2
    RETURN count(film16) AS groupsize17, count(film16.rating) AS numbers18, toFloat(min(film16.rating)) AS numbers19, toFloat(max(film16.rating)) AS numbers20, count(film16.rating) AS values21, sum(toInteger(floor(film16.rating * 1000 + 0.5))) AS total22, count(film16) AS all23
  }
  WITH groupsize17, numbers18, numbers19, numbers20, null AS group24, CASE WHEN values21 > 0 THEN toFloat((2 * total22 + values21) / (2 * values21)) / 1000 ELSE null END AS numbers25
  WITH group24, groupsize17, numbers18, numbers19, numbers20, numbers25 LIMIT $p1
  RETURN collect([groupsize17, numbers18, numbers19, numbers20, numbers25]) AS rows26
}
CALL () {
  MATCH (film27:Film)
  WHERE EXISTS { MATCH (film27)-[:IN_GENRE]->(genre28) WHERE genre28.name = $p0 }
  OPTIONAL MATCH (film27)<-[:DIRECTED]-(group29:Person)
  WITH group29, count(film27) AS groupsize30
  WITH group29, groupsize30
  WITH group29, groupsize30 ORDER BY groupsize30 DESC, group29.key LIMIT $p3
  RETURN collect([groupsize30, group29.key, group29.key, group29.name, COUNT { (group29)-[:ACTED_IN]->() }]) AS rows31
}
CALL () {
  MATCH (film32:Film)
  WITH film32.year - film32.year % 10 AS group33, count(film32) AS groupsize34, count(film32.runtimeMinutes) AS values35, sum(toInteger(floor(film32.runtimeMinutes * 1000 + 0.5))) AS total36
  WITH group33, groupsize34, CASE WHEN values35 > 0 THEN toFloat((2 * total36 + values35) / (2 * values35)) / 1000 ELSE null END AS numbers37
  WITH group33, groupsize34, numbers37 ORDER BY groupsize34 DESC, toString(group33) LIMIT $p1
  RETURN collect([groupsize34, toString(group33), group33, numbers37]) AS rows38
}
CALL () {
  MATCH (film39:Film)
  WHERE EXISTS { MATCH (film39)-[:IN_GENRE]->(genre40) WHERE genre40.name = $p0 }
  WITH film39.certificate AS group41, count(film39) AS groupsize42
  WITH group41, groupsize42
  WITH group41, groupsize42 ORDER BY groupsize42 DESC, group41 LIMIT $p4
  RETURN collect([groupsize42, group41]) AS rows43
}
RETURN rows15, rows26, rows31, rows38, rows43
// {"p0": "Drama", "p1": 50, "p2": 1800, "p3": 3, "p4": 2}
