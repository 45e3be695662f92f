CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  RETURN collect([film0.title]) AS rows1
}
CALL () {
  MATCH (film2:Film)
  WHERE film2.key = $p1
  RETURN collect([film2.key]) AS rows3
}
CALL () {
  MATCH (film4:Film)
  WHERE false
  RETURN count(film4) AS count5
}
CALL () {
  MATCH (film6:Film)
  WHERE false
  WITH film6 ORDER BY film6.key LIMIT $p2
  RETURN collect([film6.title, film6.key]) AS rows7
}
RETURN rows1, rows3, count5, rows7
// {"p0": "no such film", "p1": "nothing", "p2": 51}
