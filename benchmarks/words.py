"""The words that the titles, names and plots of the generated graph are made of."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ADJECTIVES: Final = _words(
    "Amber Broken Cold Crimson Distant Drowned Early Eleventh Faithful Final Forgotten Gilded Hidden Hollow Hungry "
    "Late Long Midnight Nameless Northern Patient Quiet Reluctant Salt Scarlet Seventh Silver Stolen Unfinished Winter"
)
NOUNS: Final = _words(
    "Archive Bargain Beacon Border Bridge Canal Carousel Compass Corridor Ferry Frontier Gallery Harvest Horizon "
    "Inheritance Lantern Ledger Meadow Passenger Quarry Rehearsal Return Season Signal Stairway Threshold Tide Verdict "
    "Wager Witness"
)
ENDINGS: Final = ("",) * 8 + (" II", " III", " of Lisbon", " by Night", " for Three", " in Exile", " and After")
FIRST_NAMES: Final = _words(
    "Ada Anton Beatriz Boris Celine Cyrus Dalia Edgar Esther Faye Felix Gita Gustav Hedda Hiro Ines Isaac Jana Jonas "
    "Kira Kofi Leila Leo Magda Marek Mina Naomi Nils Odile Omar Petra Piotr Quinn Ravi Renata Samir Selma Stefan Tara "
    "Theo Ulla Umberto Valerie Vikram Wilma Wim Xavier Yara Yuri Zora"
)
SYLLABLES: Final = _words(
    "al an bel bor cas dor en fal gan hol im jor kel lin mar nov or pel quer ros sel tan ur vik wen yar zan berg dahl "
    "etti ford grad heim ova stad"
)
ROLES: Final = _words(
    "Admiral Archivist Bartender Butcher Cellist Chaplain Clerk Consul Farmhand Fencer Gardener Jailer Librarian "
    "Midwife Notary Porter Smuggler Surgeon Tutor Watchmaker"
)
GENRES: Final = _words(
    "Action Adventure Animation Biography Comedy Crime Documentary Drama Family Fantasy History Horror Music Musical "
    "Mystery Romance Science-Fiction Sport Thriller War"
)
CERTIFICATES: Final = ("U", "PG", "12", "15", "18")
PLOT_PARTS: Final = (
    ("a retired", "a young", "a stubborn", "an exiled", "a forgotten", "an ambitious"),
    ("cartographer", "boxer", "translator", "botanist", "conductor", "watchman"),
    ("comes home to", "is sent to", "hides in", "buys", "loses everything in", "must defend"),
    ("a lighthouse town", "a closed theatre", "an island prison", "a mining valley", "a night train", "a flooded city"),
    ("and learns", "and never admits", "without asking", "only to forget", "and finally tells", "while denying"),
    ("who paid for it", "what the letter said", "why she left", "the price of silence", "where it began"),
)
