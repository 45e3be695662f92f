CALL () {
  UNWIND $p0 AS key0
  MATCH (film1:Film)
  WHERE film1.key = key0
  RETURN collect([film1.key, COUNT { (film1)<-[:ACTED_IN]-() }, COUNT { (film1)<-[:DIRECTED]-() }, COUNT { (film1)<-[:APPEARS_IN]-() }, COUNT { (film1)-[:IN_GENRE]->() }, COUNT { (film1)-[:SET_IN]->() }, COUNT { (film1)-[:HAS_KEYWORD]->() }]) AS rows2
}
CALL () {
  UNWIND $p0 AS key3
  MATCH (film4:Film)
  WHERE film4.key = key3
  CALL (film4) {
    MATCH (film4)<-[r5:ACTED_IN]-(person6)
    WITH person6, r5 ORDER BY (COUNT { (person6)-[:ACTED_IN]->() } + COUNT { (person6)-[:DIRECTED]->() }) DESC, person6.key LIMIT $p1
    RETURN collect([person6.key, r5.billing, r5.note, COUNT { (person6)-[:ACTED_IN]->() }, COUNT { (person6)-[:DIRECTED]->() }, COUNT { (person6)-[:PLAYS]->() }]) AS rows7
  }
  CALL (film4) {
    MATCH (film4)<-[:DIRECTED]-(person8)
    WITH person8 ORDER BY (COUNT { (person8)-[:ACTED_IN]->() } + COUNT { (person8)-[:DIRECTED]->() }) DESC, person8.key LIMIT $p1
    RETURN collect([person8.key, COUNT { (person8)-[:ACTED_IN]->() }, COUNT { (person8)-[:DIRECTED]->() }, COUNT { (person8)-[:PLAYS]->() }]) AS rows9
  }
  CALL (film4) {
    MATCH (film4)<-[:APPEARS_IN]-(character10)
    WITH character10 ORDER BY COUNT { (character10)-[:APPEARS_IN]->() } DESC, character10.key LIMIT $p1
    RETURN collect([character10.key, COUNT { (character10)<-[:PLAYS]-() }, COUNT { (character10)-[:APPEARS_IN]->() }]) AS rows11
  }
  CALL (film4) {
    MATCH (film4)-[:IN_GENRE]->(genre12)
    WITH genre12 ORDER BY COUNT { (genre12)<-[:IN_GENRE]-() } DESC, genre12.key LIMIT $p1
    RETURN collect([genre12.key, COUNT { (genre12)<-[:IN_GENRE]-() }]) AS rows13
  }
  CALL (film4) {
    MATCH (film4)-[:SET_IN]->(place14)
    WITH place14 ORDER BY COUNT { (place14)<-[:SET_IN]-() } DESC, place14.key LIMIT $p1
    RETURN collect([place14.key, COUNT { (place14)<-[:SET_IN]-() }]) AS rows15
  }
  CALL (film4) {
    MATCH (film4)-[:HAS_KEYWORD]->(keyword16)
    WITH keyword16 ORDER BY COUNT { (keyword16)<-[:HAS_KEYWORD]-() } DESC, keyword16.key LIMIT $p1
    RETURN collect([keyword16.key, COUNT { (keyword16)<-[:HAS_KEYWORD]-() }]) AS rows17
  }
  RETURN collect([film4.key, rows7, rows9, rows11, rows13, rows15, rows17]) AS rows18
}
RETURN rows2, rows18
// a level of neighbourhood

CALL () {
  UNWIND $p0 AS key0
  MATCH (person1:Person)
  WHERE person1.key = key0
  CALL (person1) {
    MATCH (person1)-[r2:ACTED_IN]->(film3)
    WITH film3, r2 ORDER BY film3.votes IS NULL, film3.votes DESC, film3.key LIMIT $p1
    RETURN collect([film3.key, r2.billing, r2.note, COUNT { (film3)<-[:ACTED_IN]-() }, COUNT { (film3)<-[:DIRECTED]-() }, COUNT { (film3)<-[:APPEARS_IN]-() }, COUNT { (film3)-[:IN_GENRE]->() }, COUNT { (film3)-[:SET_IN]->() }, COUNT { (film3)-[:HAS_KEYWORD]->() }]) AS rows4
  }
  CALL (person1) {
    MATCH (person1)-[:DIRECTED]->(film5)
    WITH film5 ORDER BY film5.votes IS NULL, film5.votes DESC, film5.key LIMIT $p1
    RETURN collect([film5.key, COUNT { (film5)<-[:ACTED_IN]-() }, COUNT { (film5)<-[:DIRECTED]-() }, COUNT { (film5)<-[:APPEARS_IN]-() }, COUNT { (film5)-[:IN_GENRE]->() }, COUNT { (film5)-[:SET_IN]->() }, COUNT { (film5)-[:HAS_KEYWORD]->() }]) AS rows6
  }
  CALL (person1) {
    MATCH (person1)-[r7:PLAYS]->(character8)
    WITH character8, r7 ORDER BY COUNT { (character8)-[:APPEARS_IN]->() } DESC, character8.key, r7.film
    RETURN collect([character8.key, r7.film, COUNT { (character8)<-[:PLAYS]-() }, COUNT { (character8)-[:APPEARS_IN]->() }]) AS rows9
  }
  RETURN collect([person1.key, rows4, rows6, rows9]) AS rows10
}
CALL () {
  UNWIND $p2 AS key11
  MATCH (character12:Character)
  WHERE character12.key = key11
  CALL (character12) {
    MATCH (character12)<-[r13:PLAYS]-(person14)
    WITH person14, r13 ORDER BY (COUNT { (person14)-[:ACTED_IN]->() } + COUNT { (person14)-[:DIRECTED]->() }) DESC, person14.key, r13.film
    RETURN collect([person14.key, r13.film, COUNT { (person14)-[:ACTED_IN]->() }, COUNT { (person14)-[:DIRECTED]->() }, COUNT { (person14)-[:PLAYS]->() }]) AS rows15
  }
  CALL (character12) {
    MATCH (character12)-[:APPEARS_IN]->(film16)
    WITH film16 ORDER BY film16.votes IS NULL, film16.votes DESC, film16.key LIMIT $p1
    RETURN collect([film16.key, COUNT { (film16)<-[:ACTED_IN]-() }, COUNT { (film16)<-[:DIRECTED]-() }, COUNT { (film16)<-[:APPEARS_IN]-() }, COUNT { (film16)-[:IN_GENRE]->() }, COUNT { (film16)-[:SET_IN]->() }, COUNT { (film16)-[:HAS_KEYWORD]->() }]) AS rows17
  }
  RETURN collect([character12.key, rows15, rows17]) AS rows18
}
CALL () {
  UNWIND $p3 AS key19
  MATCH (genre20:Genre)
  WHERE genre20.key = key19
  CALL (genre20) {
    MATCH (genre20)<-[:IN_GENRE]-(film21)
    WITH film21 ORDER BY film21.votes IS NULL, film21.votes DESC, film21.key LIMIT $p1
    RETURN collect([film21.key, COUNT { (film21)<-[:ACTED_IN]-() }, COUNT { (film21)<-[:DIRECTED]-() }, COUNT { (film21)<-[:APPEARS_IN]-() }, COUNT { (film21)-[:IN_GENRE]->() }, COUNT { (film21)-[:SET_IN]->() }, COUNT { (film21)-[:HAS_KEYWORD]->() }]) AS rows22
  }
  RETURN collect([genre20.key, rows22]) AS rows23
}
CALL () {
  UNWIND $p4 AS key24
  MATCH (place25:Place)
  WHERE place25.key = key24
  CALL (place25) {
    MATCH (place25)<-[:SET_IN]-(film26)
    WITH film26 ORDER BY film26.votes IS NULL, film26.votes DESC, film26.key LIMIT $p1
    RETURN collect([film26.key, COUNT { (film26)<-[:ACTED_IN]-() }, COUNT { (film26)<-[:DIRECTED]-() }, COUNT { (film26)<-[:APPEARS_IN]-() }, COUNT { (film26)-[:IN_GENRE]->() }, COUNT { (film26)-[:SET_IN]->() }, COUNT { (film26)-[:HAS_KEYWORD]->() }]) AS rows27
  }
  RETURN collect([place25.key, rows27]) AS rows28
}
CALL () {
  UNWIND $p5 AS key29
  MATCH (keyword30:Keyword)
  WHERE keyword30.key = key29
  CALL (keyword30) {
    MATCH (keyword30)<-[:HAS_KEYWORD]-(film31)
    WITH film31 ORDER BY film31.votes IS NULL, film31.votes DESC, film31.key LIMIT $p1
    RETURN collect([film31.key, COUNT { (film31)<-[:ACTED_IN]-() }, COUNT { (film31)<-[:DIRECTED]-() }, COUNT { (film31)<-[:APPEARS_IN]-() }, COUNT { (film31)-[:IN_GENRE]->() }, COUNT { (film31)-[:SET_IN]->() }, COUNT { (film31)-[:HAS_KEYWORD]->() }]) AS rows32
  }
  RETURN collect([keyword30.key, rows32]) AS rows33
}
RETURN rows10, rows18, rows23, rows28, rows33
// a level of neighbourhood

CALL () {
  UNWIND $p0 AS given0
  WITH given0 ORDER BY given0[0]
  CALL (given0) {
    UNWIND given0[4] AS key1
    MATCH (film2:Film)
    WHERE film2.key = key1
    RETURN collect([film2.key]) AS rows3
  }
  CALL (given0) {
    UNWIND given0[5] AS key4
    MATCH (person5:Person)
    WHERE person5.key = key4
    RETURN collect([person5.key]) AS rows6
  }
  CALL (given0) {
    UNWIND given0[6] AS key7
    MATCH (character8:Character)
    WHERE character8.key = key7
    RETURN collect([character8.key]) AS rows9
  }
  CALL (given0) {
    UNWIND given0[7] AS key10
    MATCH (genre11:Genre)
    WHERE genre11.key = key10
    RETURN collect([genre11.key]) AS rows12
  }
  CALL (given0) {
    UNWIND given0[8] AS key13
    MATCH (place14:Place)
    WHERE place14.key = key13
    RETURN collect([place14.key]) AS rows15
  }
  CALL (given0) {
    UNWIND given0[9] AS key16
    MATCH (keyword17:Keyword)
    WHERE keyword17.key = key16
    RETURN collect([keyword17.key]) AS rows18
  }
  CALL (given0) {
    UNWIND given0[2] AS given19
    WITH given19 ORDER BY given19[0]
    CALL (given19) {
      UNWIND given19[4] AS key20
      MATCH (film21:Film)
      WHERE film21.key = key20
      CALL (film21) {
        MATCH (film21)<-[:DIRECTED]-(person22)
        WITH person22 ORDER BY person22.key LIMIT $p1
        RETURN collect([person22.name]) AS rows23
      }
      RETURN collect([film21.title, film21.votes, rows23]) AS rows24
    }
    CALL (given19) {
      UNWIND given19[5] AS key25
      MATCH (person26:Person)
      WHERE person26.key = key25
      CALL (person26) {
        MATCH (person26)-[:ACTED_IN]->(film27)
        WITH film27 ORDER BY 0 - film27.year, film27.key LIMIT $p2
        RETURN collect([film27.title]) AS rows28
      }
      RETURN collect([person26.name, COUNT { (person26)-[:ACTED_IN]->() }, rows28]) AS rows29
    }
    CALL (given19) {
      UNWIND given19[6] AS key30
      MATCH (character31:Character)
      WHERE character31.key = key30
      RETURN collect([character31.name]) AS rows32
    }
    CALL (given19) {
      UNWIND given19[7] AS key33
      MATCH (genre34:Genre)
      WHERE genre34.key = key33
      RETURN collect([genre34.name]) AS rows35
    }
    CALL (given19) {
      UNWIND given19[8] AS key36
      MATCH (place37:Place)
      WHERE place37.key = key36
      RETURN collect([place37.name]) AS rows38
    }
    CALL (given19) {
      UNWIND given19[9] AS key39
      MATCH (keyword40:Keyword)
      WHERE keyword40.key = key39
      RETURN collect([keyword40.name, COUNT { (keyword40)<-[:HAS_KEYWORD]-() }]) AS rows41
    }
    CALL (given19) {
      UNWIND given19[3] AS given42
      WITH given42 ORDER BY given42[0]
      RETURN collect([given42[1], given42[2], given42[3]]) AS rows43
    }
    RETURN collect([given19[1], given19[2], rows24, rows29, rows32, rows35, rows38, rows41, rows43]) AS rows44
  }
  CALL (given0) {
    UNWIND given0[3] AS given45
    WITH given45 ORDER BY given45[0]
    RETURN collect([given45[1], given45[2], given45[3], given45[4], given45[5], given45[6], given45[7]]) AS rows46
  }
  RETURN collect([rows3, rows6, rows9, rows12, rows15, rows18, given0[1], rows44, rows46]) AS rows47
}
RETURN rows47
// {"p0": [], "p1": 50, "p2": 1}
