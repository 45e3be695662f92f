CALL () {
  MATCH (film0:Film)
  RETURN count(film0) AS count1
}
CALL () {
  MATCH (person2:Person)
  RETURN count(person2) AS count3
}
CALL () {
  MATCH (actor4:Actor)
  RETURN count(actor4) AS count5
}
CALL () {
  MATCH (director6:Director)
  RETURN count(director6) AS count7
}
CALL () {
  MATCH (character8:Character)
  RETURN count(character8) AS count9
}
CALL () {
  MATCH ()-[r10:ACTED_IN]->()
  RETURN count(r10) AS count11
}
CALL () {
  MATCH ()-[r12:DIRECTED]->()
  RETURN count(r12) AS count13
}
CALL () {
  MATCH ()-[r14:PLAYS]->()
  RETURN count(r14) AS count15
}
CALL () {
  MATCH ()-[r16:APPEARS_IN]->()
  RETURN count(r16) AS count17
}
CALL () {
  MATCH ()-[r18:IN_GENRE]->()
  RETURN count(r18) AS count19
}
CALL () {
  MATCH ()-[r20:SET_IN]->()
  RETURN count(r20) AS count21
}
CALL () {
  MATCH ()-[r22:HAS_KEYWORD]->()
  RETURN count(r22) AS count23
}
RETURN count1, count3, count5, count7, count9, count11, count13, count15, count17, count19, count21, count23
// {}
