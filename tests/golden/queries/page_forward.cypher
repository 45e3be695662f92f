CALL () {
  MATCH (film0:Film)
  WHERE film0.year >= $p0
  RETURN count(film0) AS count1
}
CALL () {
  MATCH (film2:Film)
  WHERE film2.year >= $p0
  WITH film2 ORDER BY COUNT { (film2)<-[:ACTED_IN]-() } DESC, film2.title, film2.key LIMIT $p1
  RETURN collect([COUNT { (film2)<-[:ACTED_IN]-() }, film2.title, film2.key, film2.year]) AS rows3
}
RETURN count1, rows3
// {"p0": 1990, "p1": 4}
