CALL () {
  MATCH (genre0:Genre)
  WHERE genre0.key IS NOT NULL AND genre0.name = $p0
  WITH genre0 ORDER BY genre0.key LIMIT $p1
  RETURN collect([genre0.name, COUNT { (genre0)<-[:IN_GENRE]-() }]) AS rows1
}
CALL () {
  MATCH (genre2:Genre)
  RETURN count(genre2) AS count3
}
CALL () {
  MATCH (genre4:Genre)
  WITH genre4 ORDER BY COUNT { (genre4)<-[:IN_GENRE]-() } DESC, genre4.key LIMIT $p2
  RETURN collect([genre4.name]) AS rows5
}
CALL () {
  MATCH (place6:Place)
  WHERE place6.key IS NOT NULL AND EXISTS { MATCH (place6)<-[:SET_IN]-(film7) WHERE film7.key = $p3 }
  WITH place6 ORDER BY place6.key LIMIT $p4
  RETURN collect([place6.name]) AS rows8
}
CALL () {
  MATCH (keyword9:Keyword)
  WHERE keyword9.key IS NOT NULL AND keyword9.name IN $p5
  WITH keyword9 ORDER BY keyword9.key LIMIT $p4
  CALL (keyword9) {
    MATCH (keyword9)<-[:HAS_KEYWORD]-(film10)
    WITH film10 ORDER BY 0 - film10.year, film10.key LIMIT $p4
    RETURN collect([film10.title]) AS rows11
  }
  RETURN collect([keyword9.name, rows11]) AS rows12
}
RETURN rows1, count3, rows5, rows8, rows12
// {"p0": "Drama", "p1": 1, "p2": 3, "p3": "red-hot-1993", "p4": 50, "p5": ["violin", "redemption"]}
