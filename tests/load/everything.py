"""A catalogue with every kind of value, and with several rows of the same credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.load.graphs import write_files
from tests.load.test_catalogue import CAST, CHARACTERS, DIRECTORS, PEOPLE

if TYPE_CHECKING:
    from pathlib import Path

# Among the values are some that a JSON reader or a database might take for something else.
FILMS = """\
key,title,original_title,year,rating,votes,certificate,plot,genres,places,keywords
a/1,300,,2006,7.6,800000,,"Three ""brave"" men
go to war.",Action| Drama |Action,Sparta,war
b,Twins,,1988,7,,,,,,
c,Twins,,1988,,0,,,Comedy,,
f1,2006-01-01,1e5,,0.5,,"{""a"": [1]}","tab\t back\\slash\\n /",,,
f2,L'avventura,true,1960,10,,null,#1:0,,L'Aquila,
f3,"?",Ünïcode 🎬,,,,,"' "" 雪",,,a:b
"""
MORE_CAST = "f1,lena,,Someone,,2006-01-01\nf1,lena,3,Other,,b\nf1,lena,2,Other,,b\nf1,nobody,2,Other,,\n"


def write_everything(folder: Path, films: int = 0) -> Path:
    """Write the catalogue, with further films that have five credits each."""
    people = max(1, films // 3)
    numbers = range(films)
    return write_files(
        folder,
        films=FILMS
        + "".join(f"g{n},Film {n},,{1900 + n % 120},{n % 100 / 10},{n},,,Drama|G{n % 7},,\n" for n in numbers),
        people=PEOPLE + "".join(f"q{n},Person {n},{1900 + n % 90}\n" for n in range(people)),
        characters=CHARACTERS,
        cast=CAST
        + MORE_CAST
        + "".join(f"g{n},q{n * k % people},{k},Role {k},,\n" for n in numbers for k in range(1, 6)),
        directors=DIRECTORS + "".join(f"g{n},q{n % 7 % people}\n" for n in numbers),
    )
