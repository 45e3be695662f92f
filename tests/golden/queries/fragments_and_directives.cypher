CALL () {
  UNWIND $p0 AS key0
  MATCH (film1:Film)
  WHERE film1.key = key0
  RETURN collect([film1.key, film1.title]) AS rows2
}
CALL () {
  UNWIND $p1 AS key3
  MATCH (person4:Person)
  WHERE person4.key = key3
  RETURN collect([person4.key, person4.name, person4.birthYear]) AS rows5
}
RETURN rows2, rows5
// {"p0": ["top-gun-1986", "none"], "p1": ["tom-hanks"]}
