CALL () {
  MATCH (film0:Film)
  WHERE film0.year >= $p0 AND film0.year < $p1 AND COUNT { (film0)<-[:DIRECTED]-() } = $p2
  WITH film0 ORDER BY film0.year DESC, film0.title, film0.key LIMIT $p3
  RETURN collect([film0.title, film0.year]) AS rows1
}
RETURN rows1
// {"p0": 1995, "p1": 2000, "p2": 1, "p3": 2}
