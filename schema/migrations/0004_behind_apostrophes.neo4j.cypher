// A word behind an apostrophe is looked for by itself, too: as graphapi/search_text.py says it.
MATCH (n:Film) WHERE n.title =~ '(?s).*[’‘‛′ʼʻʽʹ´`＇\'].*'
CALL (n) {
  WITH n, reduce(text = n.title, mark IN ['’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '´', '`', '＇'] | replace(text, mark, '\'')) AS said
  WITH n, reduce(text = said, mark IN ['"', '“', '”', '„', '«', '»', '(', ')', '[', ']', ',', '.', '!', '?', '¡', '¿', ':', ';', '…', '-', '–', '—', '/', '&'] | replace(text, mark, ' ')) AS said
  WITH n, [w IN split(said, ' ') WHERE w =~ '[\\p{L}\\p{N}]{1,4}\'[\\p{L}\\p{N}]{3,}(\'[\\p{L}\\p{N}]+)*'] AS whole
  WITH n, [w IN whole | [toLower(replace(w, '\'', '')), size(split(w, '\'')[0])]] AS parted
  WITH n, reduce(text = '', word IN split(n.searchText, ' ') | text + CASE text WHEN '' THEN '' ELSE ' ' END + word +
    reduce(behind = '', p IN parted | CASE
      WHEN behind = '' AND size(p[0]) = size(word) AND all(
        i IN range(0, size(word) - 1) WHERE substring(p[0], i, 1) = substring(word, i, 1) OR NOT substring(p[0], i, 1) =~ '[a-z0-9]')
        AND NOT (' ' + n.searchText + ' ') CONTAINS (' ' + word + ' ' + substring(word, p[1]) + ' ')
      THEN ' ' + substring(word, p[1])
      ELSE behind END)) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Person) WHERE n.name =~ '(?s).*[’‘‛′ʼʻʽʹ´`＇\'].*'
CALL (n) {
  WITH n, reduce(text = n.name, mark IN ['’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '´', '`', '＇'] | replace(text, mark, '\'')) AS said
  WITH n, reduce(text = said, mark IN ['"', '“', '”', '„', '«', '»', '(', ')', '[', ']', ',', '.', '!', '?', '¡', '¿', ':', ';', '…', '-', '–', '—', '/', '&'] | replace(text, mark, ' ')) AS said
  WITH n, [w IN split(said, ' ') WHERE w =~ '[\\p{L}\\p{N}]{1,4}\'[\\p{L}\\p{N}]{3,}(\'[\\p{L}\\p{N}]+)*'] AS whole
  WITH n, [w IN whole | [toLower(replace(w, '\'', '')), size(split(w, '\'')[0])]] AS parted
  WITH n, reduce(text = '', word IN split(n.searchText, ' ') | text + CASE text WHEN '' THEN '' ELSE ' ' END + word +
    reduce(behind = '', p IN parted | CASE
      WHEN behind = '' AND size(p[0]) = size(word) AND all(
        i IN range(0, size(word) - 1) WHERE substring(p[0], i, 1) = substring(word, i, 1) OR NOT substring(p[0], i, 1) =~ '[a-z0-9]')
        AND NOT (' ' + n.searchText + ' ') CONTAINS (' ' + word + ' ' + substring(word, p[1]) + ' ')
      THEN ' ' + substring(word, p[1])
      ELSE behind END)) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Character) WHERE n.name =~ '(?s).*[’‘‛′ʼʻʽʹ´`＇\'].*'
CALL (n) {
  WITH n, reduce(text = n.name, mark IN ['’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '´', '`', '＇'] | replace(text, mark, '\'')) AS said
  WITH n, reduce(text = said, mark IN ['"', '“', '”', '„', '«', '»', '(', ')', '[', ']', ',', '.', '!', '?', '¡', '¿', ':', ';', '…', '-', '–', '—', '/', '&'] | replace(text, mark, ' ')) AS said
  WITH n, [w IN split(said, ' ') WHERE w =~ '[\\p{L}\\p{N}]{1,4}\'[\\p{L}\\p{N}]{3,}(\'[\\p{L}\\p{N}]+)*'] AS whole
  WITH n, [w IN whole | [toLower(replace(w, '\'', '')), size(split(w, '\'')[0])]] AS parted
  WITH n, reduce(text = '', word IN split(n.searchText, ' ') | text + CASE text WHEN '' THEN '' ELSE ' ' END + word +
    reduce(behind = '', p IN parted | CASE
      WHEN behind = '' AND size(p[0]) = size(word) AND all(
        i IN range(0, size(word) - 1) WHERE substring(p[0], i, 1) = substring(word, i, 1) OR NOT substring(p[0], i, 1) =~ '[a-z0-9]')
        AND NOT (' ' + n.searchText + ' ') CONTAINS (' ' + word + ' ' + substring(word, p[1]) + ' ')
      THEN ' ' + substring(word, p[1])
      ELSE behind END)) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Place) WHERE n.name =~ '(?s).*[’‘‛′ʼʻʽʹ´`＇\'].*'
CALL (n) {
  WITH n, reduce(text = n.name, mark IN ['’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '´', '`', '＇'] | replace(text, mark, '\'')) AS said
  WITH n, reduce(text = said, mark IN ['"', '“', '”', '„', '«', '»', '(', ')', '[', ']', ',', '.', '!', '?', '¡', '¿', ':', ';', '…', '-', '–', '—', '/', '&'] | replace(text, mark, ' ')) AS said
  WITH n, [w IN split(said, ' ') WHERE w =~ '[\\p{L}\\p{N}]{1,4}\'[\\p{L}\\p{N}]{3,}(\'[\\p{L}\\p{N}]+)*'] AS whole
  WITH n, [w IN whole | [toLower(replace(w, '\'', '')), size(split(w, '\'')[0])]] AS parted
  WITH n, reduce(text = '', word IN split(n.searchText, ' ') | text + CASE text WHEN '' THEN '' ELSE ' ' END + word +
    reduce(behind = '', p IN parted | CASE
      WHEN behind = '' AND size(p[0]) = size(word) AND all(
        i IN range(0, size(word) - 1) WHERE substring(p[0], i, 1) = substring(word, i, 1) OR NOT substring(p[0], i, 1) =~ '[a-z0-9]')
        AND NOT (' ' + n.searchText + ' ') CONTAINS (' ' + word + ' ' + substring(word, p[1]) + ' ')
      THEN ' ' + substring(word, p[1])
      ELSE behind END)) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (n:Keyword) WHERE n.name =~ '(?s).*[’‘‛′ʼʻʽʹ´`＇\'].*'
CALL (n) {
  WITH n, reduce(text = n.name, mark IN ['’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '´', '`', '＇'] | replace(text, mark, '\'')) AS said
  WITH n, reduce(text = said, mark IN ['"', '“', '”', '„', '«', '»', '(', ')', '[', ']', ',', '.', '!', '?', '¡', '¿', ':', ';', '…', '-', '–', '—', '/', '&'] | replace(text, mark, ' ')) AS said
  WITH n, [w IN split(said, ' ') WHERE w =~ '[\\p{L}\\p{N}]{1,4}\'[\\p{L}\\p{N}]{3,}(\'[\\p{L}\\p{N}]+)*'] AS whole
  WITH n, [w IN whole | [toLower(replace(w, '\'', '')), size(split(w, '\'')[0])]] AS parted
  WITH n, reduce(text = '', word IN split(n.searchText, ' ') | text + CASE text WHEN '' THEN '' ELSE ' ' END + word +
    reduce(behind = '', p IN parted | CASE
      WHEN behind = '' AND size(p[0]) = size(word) AND all(
        i IN range(0, size(word) - 1) WHERE substring(p[0], i, 1) = substring(word, i, 1) OR NOT substring(p[0], i, 1) =~ '[a-z0-9]')
        AND NOT (' ' + n.searchText + ' ') CONTAINS (' ' + word + ' ' + substring(word, p[1]) + ' ')
      THEN ' ' + substring(word, p[1])
      ELSE behind END)) AS folded
  SET n.searchText = folded
} IN TRANSACTIONS OF 1000 ROWS;
