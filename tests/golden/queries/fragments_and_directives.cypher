CALL () {
  MATCH (film0:Film)
  WHERE film0.key IN $p0
  WITH film0 ORDER BY film0.key
  RETURN collect([film0.key, film0.title]) AS rows1
}
CALL () {
  MATCH (person2:Person)
  WHERE person2.key IN $p1
  WITH person2 ORDER BY person2.key
  RETURN collect([person2.key, person2.name, person2.birthYear]) AS rows3
}
RETURN rows1, rows3
// {"p0": ["top-gun-1986", "none"], "p1": ["tom-hanks"]}
