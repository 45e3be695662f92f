"""The schema of the CSV files follows from the model."""

from __future__ import annotations

from graphapi.load.csv_schema import FILES, RELATIONSHIP_FILES, key_column, schema_of, table_of
from graphapi.load.validators import check_integer, check_name, check_names, check_rating, check_year
from graphapi.model.nodes import FILM, LABELS
from graphapi.model.relationships import CREDIT_ROLES

COLUMNS = {
    "films.csv": "key title original_title year certificate runtime_minutes rating votes plot genres places keywords "
    "imdb_id tmdb_id wikidata_id",
    "people.csv": "key name birth_year death_year biography imdb_id tmdb_id wikidata_id",
    "characters.csv": "key name description",
    "cast.csv": "film_key person_key billing character character_key note",
    "directors.csv": "film_key person_key",
}


def test_files_have_their_columns_in_order() -> None:
    assert {schema.file: " ".join(column.name for column in schema.columns) for schema in FILES} == COLUMNS


def test_films_people_and_cast_are_required() -> None:
    assert [schema.file for schema in FILES if not schema.optional] == ["films.csv", "people.csv", "cast.csv"]


def test_a_column_has_the_validator_and_the_type_of_its_rule() -> None:
    columns = {column.name: column for column in schema_of(FILM.name).columns}
    assert [columns[name].check for name in ("title", "year", "votes", "rating", "genres", "plot")] == [
        check_name,
        check_year,
        check_integer,
        check_rating,
        check_names,
        None,
    ]
    assert [columns[name].type for name in ("title", "year", "votes", "rating")] == [
        "VARCHAR",
        "INTEGER",
        "INTEGER",
        "DOUBLE",
    ]
    assert [column.name for column in columns.values() if column.required] == ["key", "title"]


def test_every_label_with_a_file_and_every_role_has_a_schema() -> None:
    files = {schema.file for schema in FILES}
    assert {label.file for label in LABELS if label.file} <= files
    assert {role.file for role in CREDIT_ROLES} <= files
    assert len({schema.table for schema in FILES}) == len(FILES)


def test_the_first_column_of_a_credit_is_the_film() -> None:
    assert {(file.first, file.second) for file in RELATIONSHIP_FILES} == {("Film", "Person")}
    assert key_column("Film") == "film_key"
    assert (table_of("directors.csv"), table_of("cast.csv")) == ("directors", "credits")
