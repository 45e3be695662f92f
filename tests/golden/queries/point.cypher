CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  RETURN collect([film0.key, film0.title, film0.year, film0.runtimeMinutes, film0.rating]) AS rows1
}
RETURN rows1
// {"p0": "the-matrix-1999"}
