-- The indexes along which a search looks up its candidates: by text, and by how well known a node is.
CREATE INDEX IF NOT EXISTS ON Film (searchText, searchRank, `key`) NOTUNIQUE;
CREATE INDEX IF NOT EXISTS ON Film (searchRank, `key`) NOTUNIQUE;
CREATE INDEX IF NOT EXISTS ON Person (searchText, searchRank, `key`) NOTUNIQUE;
CREATE INDEX IF NOT EXISTS ON Person (searchRank, `key`) NOTUNIQUE;
CREATE INDEX IF NOT EXISTS ON Character (searchText, searchRank, `key`) NOTUNIQUE;
CREATE INDEX IF NOT EXISTS ON Character (searchRank, `key`) NOTUNIQUE;
