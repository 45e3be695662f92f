CALL () {
  UNWIND $p0 AS key0
  MATCH (person1:Person)
  WHERE person1.key = key0
  RETURN collect([person1.key, COUNT { (person1)-[:DIRECTED]->() }, COUNT { (person1)-[:PLAYS]->() }]) AS rows2
}
CALL () {
  UNWIND $p0 AS key3
  MATCH (person4:Person)
  WHERE person4.key = key3
  CALL (person4) {
    MATCH (person4)-[:DIRECTED]->(film5)
    WITH film5 ORDER BY film5.votes IS NULL, film5.votes DESC, film5.key LIMIT $p1
    RETURN collect([film5.key, COUNT { (film5)<-[:DIRECTED]-() }]) AS rows6
  }
  CALL (person4) {
    MATCH (person4)-[r7:PLAYS]->(character8)
    WITH character8, r7 ORDER BY COUNT { (character8)-[:APPEARS_IN]->() } DESC, character8.key, r7.film
    RETURN collect([character8.key, r7.film, COUNT { (character8)<-[:PLAYS]-() }]) AS rows9
  }
  RETURN collect([person4.key, rows6, rows9]) AS rows10
}
RETURN rows2, rows10
// a level of playing

CALL () {
  UNWIND $p0 AS key0
  MATCH (genre1:Genre)
  WHERE genre1.key = key0
  RETURN collect([genre1.key, COUNT { (genre1)<-[:IN_GENRE]-() }]) AS rows2
}
RETURN rows2
// a level of alone

CALL () {
  UNWIND $p0 AS key0
  MATCH (genre1:Genre)
  WHERE genre1.key = key0
  RETURN collect([genre1.key]) AS rows2
}
RETURN rows2
// a level of unrelated

CALL () {
  UNWIND $p0 AS given0
  WITH given0 ORDER BY given0[0]
  CALL (given0) {
    UNWIND given0[2] AS given1
    WITH given1 ORDER BY given1[0]
    CALL (given1) {
      UNWIND given1[4] AS key2
      MATCH (film3:Film)
      WHERE film3.key = key2
      RETURN collect([film3.key]) AS rows4
    }
    CALL (given1) {
      UNWIND given1[5] AS key5
      MATCH (person6:Person)
      WHERE person6.key = key5
      RETURN collect([person6.key]) AS rows7
    }
    CALL (given1) {
      UNWIND given1[6] AS key8
      MATCH (character9:Character)
      WHERE character9.key = key8
      RETURN collect([character9.key]) AS rows10
    }
    CALL (given1) {
      UNWIND given1[7] AS key11
      MATCH (genre12:Genre)
      WHERE genre12.key = key11
      RETURN collect([genre12.key]) AS rows13
    }
    CALL (given1) {
      UNWIND given1[8] AS key14
      MATCH (place15:Place)
      WHERE place15.key = key14
      RETURN collect([place15.key]) AS rows16
    }
    CALL (given1) {
      UNWIND given1[9] AS key17
      MATCH (keyword18:Keyword)
      WHERE keyword18.key = key17
      RETURN collect([keyword18.key]) AS rows19
    }
    CALL (given1) {
      UNWIND given1[3] AS given20
      WITH given20 ORDER BY given20[0]
      RETURN collect([given20[1], given20[2]]) AS rows21
    }
    RETURN collect([rows4, rows7, rows10, rows13, rows16, rows19, rows21]) AS rows22
  }
  CALL (given0) {
    UNWIND given0[3] AS given23
    WITH given23 ORDER BY given23[0]
    RETURN collect([given23[2], given23[7]]) AS rows24
  }
  RETURN collect([rows22, rows24]) AS rows25
}
CALL () {
  UNWIND $p1 AS given26
  WITH given26 ORDER BY given26[0]
  CALL (given26) {
    UNWIND given26[4] AS key27
    MATCH (film28:Film)
    WHERE film28.key = key27
    RETURN collect([]) AS rows29
  }
  CALL (given26) {
    UNWIND given26[5] AS key30
    MATCH (person31:Person)
    WHERE person31.key = key30
    RETURN collect([]) AS rows32
  }
  CALL (given26) {
    UNWIND given26[6] AS key33
    MATCH (character34:Character)
    WHERE character34.key = key33
    RETURN collect([]) AS rows35
  }
  CALL (given26) {
    UNWIND given26[7] AS key36
    MATCH (genre37:Genre)
    WHERE genre37.key = key36
    RETURN collect([genre37.name]) AS rows38
  }
  CALL (given26) {
    UNWIND given26[8] AS key39
    MATCH (place40:Place)
    WHERE place40.key = key39
    RETURN collect([]) AS rows41
  }
  CALL (given26) {
    UNWIND given26[9] AS key42
    MATCH (keyword43:Keyword)
    WHERE keyword43.key = key42
    RETURN collect([]) AS rows44
  }
  CALL (given26) {
    UNWIND given26[2] AS given45
    WITH given45 ORDER BY given45[0]
    CALL (given45) {
      UNWIND given45[3] AS given46
      WITH given46 ORDER BY given46[0]
      RETURN collect([given46[1], given46[2], given46[3]]) AS rows47
    }
    RETURN collect([given45[2], rows47]) AS rows48
  }
  CALL (given26) {
    UNWIND given26[3] AS given49
    WITH given49 ORDER BY given49[0]
    RETURN collect([given49[1]]) AS rows50
  }
  RETURN collect([given26[1], rows29, rows32, rows35, rows38, rows41, rows44, rows48, rows50]) AS rows51
}
CALL () {
  UNWIND $p2 AS given52
  WITH given52 ORDER BY given52[0]
  CALL (given52) {
    UNWIND given52[4] AS key53
    MATCH (film54:Film)
    WHERE film54.key = key53
    RETURN collect([]) AS rows55
  }
  CALL (given52) {
    UNWIND given52[5] AS key56
    MATCH (person57:Person)
    WHERE person57.key = key56
    RETURN collect([]) AS rows58
  }
  CALL (given52) {
    UNWIND given52[6] AS key59
    MATCH (character60:Character)
    WHERE character60.key = key59
    RETURN collect([]) AS rows61
  }
  CALL (given52) {
    UNWIND given52[7] AS key62
    MATCH (genre63:Genre)
    WHERE genre63.key = key62
    RETURN collect([genre63.name]) AS rows64
  }
  CALL (given52) {
    UNWIND given52[8] AS key65
    MATCH (place66:Place)
    WHERE place66.key = key65
    RETURN collect([]) AS rows67
  }
  CALL (given52) {
    UNWIND given52[9] AS key68
    MATCH (keyword69:Keyword)
    WHERE keyword69.key = key68
    RETURN collect([]) AS rows70
  }
  CALL (given52) {
    UNWIND given52[2] AS given71
    WITH given71 ORDER BY given71[0]
    CALL (given71) {
      UNWIND given71[3] AS given72
      WITH given72 ORDER BY given72[0]
      RETURN collect([given72[1], given72[2], given72[3]]) AS rows73
    }
    RETURN collect([given71[2], rows73]) AS rows74
  }
  CALL (given52) {
    UNWIND given52[3] AS given75
    WITH given75 ORDER BY given75[0]
    RETURN collect([given75[1]]) AS rows76
  }
  RETURN collect([given52[1], rows55, rows58, rows61, rows64, rows67, rows70, rows74, rows76]) AS rows77
}
CALL () {
  MATCH (person78:Person)
  WHERE person78.key = $p3
  RETURN collect([person78.name]) AS rows79
}
RETURN rows25, rows51, rows77, rows79
// {"p0": [], "p1": [], "p2": [], "p3": "kevin-bacon"}
