-- How well known each node that a search finds is, counted once: minus the votes of a film, minus the films of the
-- others. No index: this store does not read one in order.
CREATE PROPERTY Film.searchRank IF NOT EXISTS LONG;
UPDATE Film SET searchRank = 0 WHERE searchRank IS NULL AND (votes IS NULL OR votes <= 0) LIMIT 50000;
UPDATE Film SET searchRank = 0 - votes WHERE searchRank IS NULL LIMIT 50000;
CREATE PROPERTY Person.searchRank IF NOT EXISTS LONG;
UPDATE Person SET searchRank = 0 - outE('ACTED_IN').size() - outE('DIRECTED').size() WHERE searchRank IS NULL LIMIT 50000;
CREATE PROPERTY Character.searchRank IF NOT EXISTS LONG;
UPDATE Character SET searchRank = 0 - outE('APPEARS_IN').size() WHERE searchRank IS NULL LIMIT 50000;
CREATE PROPERTY Place.searchRank IF NOT EXISTS LONG;
UPDATE Place SET searchRank = 0 - inE('SET_IN').size() WHERE searchRank IS NULL LIMIT 50000;
CREATE PROPERTY Keyword.searchRank IF NOT EXISTS LONG;
UPDATE Keyword SET searchRank = 0 - inE('HAS_KEYWORD').size() WHERE searchRank IS NULL LIMIT 50000;
