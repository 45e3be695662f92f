// One node for each key of a label; a load finds its nodes by these.
CREATE CONSTRAINT film_key IF NOT EXISTS FOR (n:Film) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT person_key IF NOT EXISTS FOR (n:Person) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT character_key IF NOT EXISTS FOR (n:Character) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT genre_key IF NOT EXISTS FOR (n:Genre) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT place_key IF NOT EXISTS FOR (n:Place) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT keyword_key IF NOT EXISTS FOR (n:Keyword) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT catalogue_key IF NOT EXISTS FOR (n:Catalogue) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT migration_key IF NOT EXISTS FOR (n:Migration) REQUIRE n.key IS UNIQUE;

// What the API filters and orders by.
CREATE INDEX film_title IF NOT EXISTS FOR (n:Film) ON (n.title);
CREATE INDEX film_year IF NOT EXISTS FOR (n:Film) ON (n.year);
CREATE INDEX film_rating IF NOT EXISTS FOR (n:Film) ON (n.rating);
CREATE INDEX film_votes IF NOT EXISTS FOR (n:Film) ON (n.votes);
CREATE INDEX film_runtime IF NOT EXISTS FOR (n:Film) ON (n.runtimeMinutes);
CREATE INDEX film_certificate IF NOT EXISTS FOR (n:Film) ON (n.certificate);
CREATE INDEX film_imdb_id IF NOT EXISTS FOR (n:Film) ON (n.imdbId);
CREATE INDEX film_tmdb_id IF NOT EXISTS FOR (n:Film) ON (n.tmdbId);
CREATE INDEX film_wikidata_id IF NOT EXISTS FOR (n:Film) ON (n.wikidataId);
CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX person_birth_year IF NOT EXISTS FOR (n:Person) ON (n.birthYear);
CREATE INDEX person_imdb_id IF NOT EXISTS FOR (n:Person) ON (n.imdbId);
CREATE INDEX person_tmdb_id IF NOT EXISTS FOR (n:Person) ON (n.tmdbId);
CREATE INDEX person_wikidata_id IF NOT EXISTS FOR (n:Person) ON (n.wikidataId);
CREATE INDEX character_name IF NOT EXISTS FOR (n:Character) ON (n.name);
CREATE INDEX genre_name IF NOT EXISTS FOR (n:Genre) ON (n.name);
CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name);
CREATE INDEX keyword_name IF NOT EXISTS FOR (n:Keyword) ON (n.name);
