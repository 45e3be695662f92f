CALL () {
  MATCH (film0:Film)
  WITH film0 ORDER BY 0 - film0.runtimeMinutes DESC, film0.key DESC LIMIT $p0
  RETURN collect([film0.key]) AS rows1
}
RETURN rows1
// {"p0": 3}
