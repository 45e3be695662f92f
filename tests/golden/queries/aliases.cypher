CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  CALL (film0) {
    MATCH (film0)<-[r1:ACTED_IN]-(person2)
    WITH person2, r1 ORDER BY r1.billing, person2.key LIMIT $p1
    RETURN collect([person2.name]) AS rows3
  }
  CALL (film0) {
    MATCH (film0)<-[r4:ACTED_IN]-(person5)
    WHERE r4.billing > $p1
    WITH person5, r4 ORDER BY r4.billing, person5.key LIMIT $p2
    RETURN collect([person5.name]) AS rows6
  }
  RETURN collect([rows3, COUNT { MATCH (film0)<-[r7:ACTED_IN]-(person8) WHERE r7.billing > $p1 }, rows6]) AS rows9
}
RETURN rows9
// {"p0": "cloud-atlas-2012", "p1": 1, "p2": 2}
