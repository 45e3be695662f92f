CALL () {
  MATCH (film0:Film)
  WHERE film0.key IS NOT NULL AND NOT (((film0.rating IS NOT NULL AND film0.rating > $p0) OR (film0.votes IS NOT NULL AND film0.votes IN $p1))) AND COUNT { (film0)<-[:ACTED_IN]-() } >= $p2
  WITH film0 ORDER BY film0.key LIMIT $p3
  RETURN collect([film0.title]) AS rows1
}
RETURN rows1
// {"p0": 5.0, "p1": [326, 1], "p2": 8, "p3": 50}
