// Folded texts have no symbols, and every sign of Chinese and Japanese is a word: as graphapi/search_text.py says it.
MATCH (n:Film) WHERE n.searchText =~ '(?s).*(\\p{S}|[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]).*' AND n.searchText =~ '(?s).*[\\p{L}\\p{N}].*'
CALL (n) {
  WITH n, reduce(text = '', i IN range(0, size(n.searchText) - 1) | text + CASE
    WHEN substring(n.searchText, i, 1) =~ '\\p{S}' THEN ' '
    WHEN substring(n.searchText, i, 1) =~ '[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]' THEN ' ' + substring(n.searchText, i, 1) + ' '
    ELSE substring(n.searchText, i, 1) END) AS parted
  WITH n, reduce(text = '', word IN [w IN split(parted, ' ') WHERE w <> ''] |
    text + CASE WHEN text = '' THEN '' ELSE ' ' END + word) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Person) WHERE n.searchText =~ '(?s).*(\\p{S}|[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]).*' AND n.searchText =~ '(?s).*[\\p{L}\\p{N}].*'
CALL (n) {
  WITH n, reduce(text = '', i IN range(0, size(n.searchText) - 1) | text + CASE
    WHEN substring(n.searchText, i, 1) =~ '\\p{S}' THEN ' '
    WHEN substring(n.searchText, i, 1) =~ '[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]' THEN ' ' + substring(n.searchText, i, 1) + ' '
    ELSE substring(n.searchText, i, 1) END) AS parted
  WITH n, reduce(text = '', word IN [w IN split(parted, ' ') WHERE w <> ''] |
    text + CASE WHEN text = '' THEN '' ELSE ' ' END + word) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Character) WHERE n.searchText =~ '(?s).*(\\p{S}|[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]).*' AND n.searchText =~ '(?s).*[\\p{L}\\p{N}].*'
CALL (n) {
  WITH n, reduce(text = '', i IN range(0, size(n.searchText) - 1) | text + CASE
    WHEN substring(n.searchText, i, 1) =~ '\\p{S}' THEN ' '
    WHEN substring(n.searchText, i, 1) =~ '[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]' THEN ' ' + substring(n.searchText, i, 1) + ' '
    ELSE substring(n.searchText, i, 1) END) AS parted
  WITH n, reduce(text = '', word IN [w IN split(parted, ' ') WHERE w <> ''] |
    text + CASE WHEN text = '' THEN '' ELSE ' ' END + word) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Place) WHERE n.searchText =~ '(?s).*(\\p{S}|[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]).*' AND n.searchText =~ '(?s).*[\\p{L}\\p{N}].*'
CALL (n) {
  WITH n, reduce(text = '', i IN range(0, size(n.searchText) - 1) | text + CASE
    WHEN substring(n.searchText, i, 1) =~ '\\p{S}' THEN ' '
    WHEN substring(n.searchText, i, 1) =~ '[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]' THEN ' ' + substring(n.searchText, i, 1) + ' '
    ELSE substring(n.searchText, i, 1) END) AS parted
  WITH n, reduce(text = '', word IN [w IN split(parted, ' ') WHERE w <> ''] |
    text + CASE WHEN text = '' THEN '' ELSE ' ' END + word) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Keyword) WHERE n.searchText =~ '(?s).*(\\p{S}|[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]).*' AND n.searchText =~ '(?s).*[\\p{L}\\p{N}].*'
CALL (n) {
  WITH n, reduce(text = '', i IN range(0, size(n.searchText) - 1) | text + CASE
    WHEN substring(n.searchText, i, 1) =~ '\\p{S}' THEN ' '
    WHEN substring(n.searchText, i, 1) =~ '[\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff]' THEN ' ' + substring(n.searchText, i, 1) + ' '
    ELSE substring(n.searchText, i, 1) END) AS parted
  WITH n, reduce(text = '', word IN [w IN split(parted, ' ') WHERE w <> ''] |
    text + CASE WHEN text = '' THEN '' ELSE ' ' END + word) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;
