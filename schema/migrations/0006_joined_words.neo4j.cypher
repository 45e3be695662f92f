// A search finds words that are typed without the spaces between them: they follow the folded text, as
// graphapi/model/derived.py says.
MATCH (n:Film) WHERE n.searchText CONTAINS ' ' AND NOT n.searchText CONTAINS '\t'
CALL (n) {
  WITH n, split(n.searchText, ' ') AS words
  WITH n, [i IN range(0, size(words) - 1) WHERE i = 0 OR NOT (size(words[i]) > 2 AND words[i - 1] ENDS WITH words[i]
    AND size(words[i - 1]) - size(words[i]) IN [1, 2, 3, 4]) | words[i]] AS words
  WITH n, words, [i IN range(0, 7) WHERE i < size(words) - 1 |
    left(reduce(run = '', j IN range(i, size(words) - 1) | run + words[j]), 100)] AS runs
  SET n.searchText = n.searchText + reduce(text = '', run IN runs | text + CASE text WHEN '' THEN ' \t ' ELSE ' ' END + run)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Person) WHERE n.searchText CONTAINS ' ' AND NOT n.searchText CONTAINS '\t'
CALL (n) {
  WITH n, split(n.searchText, ' ') AS words
  WITH n, [i IN range(0, size(words) - 1) WHERE i = 0 OR NOT (size(words[i]) > 2 AND words[i - 1] ENDS WITH words[i]
    AND size(words[i - 1]) - size(words[i]) IN [1, 2, 3, 4]) | words[i]] AS words
  WITH n, words, [i IN range(0, 7) WHERE i < size(words) - 1 |
    left(reduce(run = '', j IN range(i, size(words) - 1) | run + words[j]), 100)] AS runs
  SET n.searchText = n.searchText + reduce(text = '', run IN runs | text + CASE text WHEN '' THEN ' \t ' ELSE ' ' END + run)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Character) WHERE n.searchText CONTAINS ' ' AND NOT n.searchText CONTAINS '\t'
CALL (n) {
  WITH n, split(n.searchText, ' ') AS words
  WITH n, [i IN range(0, size(words) - 1) WHERE i = 0 OR NOT (size(words[i]) > 2 AND words[i - 1] ENDS WITH words[i]
    AND size(words[i - 1]) - size(words[i]) IN [1, 2, 3, 4]) | words[i]] AS words
  WITH n, words, [i IN range(0, 7) WHERE i < size(words) - 1 |
    left(reduce(run = '', j IN range(i, size(words) - 1) | run + words[j]), 100)] AS runs
  SET n.searchText = n.searchText + reduce(text = '', run IN runs | text + CASE text WHEN '' THEN ' \t ' ELSE ' ' END + run)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Place) WHERE n.searchText CONTAINS ' ' AND NOT n.searchText CONTAINS '\t'
CALL (n) {
  WITH n, split(n.searchText, ' ') AS words
  WITH n, [i IN range(0, size(words) - 1) WHERE i = 0 OR NOT (size(words[i]) > 2 AND words[i - 1] ENDS WITH words[i]
    AND size(words[i - 1]) - size(words[i]) IN [1, 2, 3, 4]) | words[i]] AS words
  WITH n, words, [i IN range(0, 7) WHERE i < size(words) - 1 |
    left(reduce(run = '', j IN range(i, size(words) - 1) | run + words[j]), 100)] AS runs
  SET n.searchText = n.searchText + reduce(text = '', run IN runs | text + CASE text WHEN '' THEN ' \t ' ELSE ' ' END + run)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (n:Keyword) WHERE n.searchText CONTAINS ' ' AND NOT n.searchText CONTAINS '\t'
CALL (n) {
  WITH n, split(n.searchText, ' ') AS words
  WITH n, [i IN range(0, size(words) - 1) WHERE i = 0 OR NOT (size(words[i]) > 2 AND words[i - 1] ENDS WITH words[i]
    AND size(words[i - 1]) - size(words[i]) IN [1, 2, 3, 4]) | words[i]] AS words
  WITH n, words, [i IN range(0, 7) WHERE i < size(words) - 1 |
    left(reduce(run = '', j IN range(i, size(words) - 1) | run + words[j]), 100)] AS runs
  SET n.searchText = n.searchText + reduce(text = '', run IN runs | text + CASE text WHEN '' THEN ' \t ' ELSE ' ' END + run)
} IN TRANSACTIONS OF 10000 ROWS;

// A film without votes is as well known as it has credits.
MATCH (n:Film) WHERE n.votes IS NULL
CALL (n) {
  SET n.searchRank = 0 - (COUNT { (n)<-[:ACTED_IN]-() } + COUNT { (n)<-[:DIRECTED]-() })
} IN TRANSACTIONS OF 10000 ROWS;
