-- Words of the folded titles and names; both sides of a search are folded by graphapi, in the same way.
CREATE PROPERTY Film.searchText IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Film (searchText) FULL_TEXT;
CREATE PROPERTY Person.searchText IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Person (searchText) FULL_TEXT;
CREATE PROPERTY Character.searchText IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Character (searchText) FULL_TEXT;
CREATE PROPERTY Place.searchText IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Place (searchText) FULL_TEXT;
CREATE PROPERTY Keyword.searchText IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Keyword (searchText) FULL_TEXT;
