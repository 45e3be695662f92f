// How well known each node that a search finds is, counted once: minus the votes of a film, minus the films of the
// others, so that what is known best comes first in an ascending index.
MATCH (n:Film)
CALL (n) { SET n.searchRank = 0 - CASE WHEN n.votes > 0 THEN n.votes ELSE 0 END } IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Person)
CALL (n) {
  SET n.searchRank = 0 - (COUNT { (n)-[:ACTED_IN]->() } + COUNT { (n)-[:DIRECTED]->() })
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Character)
CALL (n) { SET n.searchRank = 0 - COUNT { (n)-[:APPEARS_IN]->() } } IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Place)
CALL (n) { SET n.searchRank = 0 - COUNT { (n)<-[:SET_IN]-() } } IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Keyword)
CALL (n) { SET n.searchRank = 0 - COUNT { (n)<-[:HAS_KEYWORD]-() } } IN TRANSACTIONS OF 10000 ROWS;

// The best known come first; the second index has them so among those of the same text.
CREATE INDEX film_search_rank IF NOT EXISTS FOR (n:Film) ON (n.searchRank, n.key);
CREATE INDEX film_search_text IF NOT EXISTS FOR (n:Film) ON (n.searchText, n.searchRank, n.key);
CREATE INDEX person_search_rank IF NOT EXISTS FOR (n:Person) ON (n.searchRank, n.key);
CREATE INDEX person_search_text IF NOT EXISTS FOR (n:Person) ON (n.searchText, n.searchRank, n.key);
CREATE INDEX character_search_rank IF NOT EXISTS FOR (n:Character) ON (n.searchRank, n.key);
CREATE INDEX character_search_text IF NOT EXISTS FOR (n:Character) ON (n.searchText, n.searchRank, n.key);
