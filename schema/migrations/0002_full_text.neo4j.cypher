// Words of the folded titles and names; both sides of a search are folded by graphapi, in the same way.
CREATE FULLTEXT INDEX `Film[searchText]` IF NOT EXISTS FOR (n:Film) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX `Person[searchText]` IF NOT EXISTS FOR (n:Person) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX `Character[searchText]` IF NOT EXISTS FOR (n:Character) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX `Place[searchText]` IF NOT EXISTS FOR (n:Place) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX `Keyword[searchText]` IF NOT EXISTS FOR (n:Keyword) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
