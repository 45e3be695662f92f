"""The vocabulary of the titles, names and characters, by language.

Titles combine a few very common words with many rare ones that begin alike. Family names are put together from a
beginning, a middle and an ending, so that there are tens of thousands of them with common prefixes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a language; the most common ones come first.

    Attributes:
        article: at the beginning of titles; empty if the language has none.
        men, women: first names.
        beginnings, middles, endings: of family names.
        nouns: words of titles.
        noun_endings: make rarer words of the nouns.
    """

    article: str
    men: tuple[str, ...]
    women: tuple[str, ...]
    beginnings: tuple[str, ...]
    middles: tuple[str, ...]
    endings: tuple[str, ...]
    nouns: tuple[str, ...]
    noun_endings: tuple[str, ...]


ENGLISH: Final = Language(
    "The",
    _words(
        "John David Michael James Robert Paul William Mark Peter Richard George Thomas Steve Chris Daniel Tom Kevin "
        "Brian Andrew Jack Charles Samuel Eric Matt Adam Scott Ryan Jason Frank Henry Harry Ben Alex Sean Patrick Tony "
        "Edward Joe Jim Bob Tyler Nathan Justin Zachary Marcus Terrence D'Angelo"
    ),
    _words(
        "Mary Jennifer Sarah Elizabeth Laura Lisa Emily Jessica Michelle Anna Susan Karen Kate Nancy Rachel Amy Helen "
        "Rebecca Julie Nicole Linda Barbara Amanda Emma Alice Grace Jane Megan Samantha Victoria Zoë Chloé Tamara Tess"
    ),
    _words(
        "Smith Will John Brown Jack Wil Har Ander MacDon McCar O'Bri Thom Rob Wal Hall Clark Wright Mor Bar Ben "
        "Cart Cham Col Dal Ed Fair Gar Hamil Hen Hol Kirk Lang Law Mar Nor Park Pres Ram Rich San Shel Stan Stew Tay "
        "Trem Wat Wood"
    ),
    ("", "er", "in", "al", "ber", "ding", "ford", "ham", "ley", "mon", "ner", "ring", "ston", "wick"),
    (
        "",
        "son",
        "s",
        "ton",
        "ley",
        "man",
        "field",
        "wood",
        "well",
        "worth",
        "by",
        "land",
        "more",
        "shaw",
        "stone",
        "berg",
        "brook",
        "smith",
        "dale",
        "ridge",
        "ett",
        "kins",
        "ford",
        "house",
        "water",
    ),
    _words(
        "Love Night Man Life Day World Time Home Girl House Death Dark Last Black Dead War City Blood Story Red Lost "
        "Woman King Dream Fire River Star Road Secret Boy Heart Summer Blue Game Money Murder Island Angel Ghost Sun "
        "Moon Mother Father Return Train Winter Garden Light Stranger Mountain Silence Ocean Letter Hunter Christmas "
        "Mirror Valley Bridge Matrix Thunder Shadow Wolf Crown Storm Harbour Witness Paradise Lantern"
    ),
    _words("s ers land wood fall less light house time line works mark stone way side keeper song born craft bound"),
)
SPANISH: Final = Language(
    "El",
    _words(
        "José Juan Carlos Luis Antonio Miguel Manuel Francisco Jorge Pedro Fernando Alejandro Javier Rafael Pablo Raúl "
        "Diego Andrés Ángel Sergio Óscar Ramón Julio Eduardo Enrique Tomás Joaquín Íñigo"
    ),
    _words(
        "María Ana Carmen Laura Marta Isabel Rosa Elena Lucía Patricia Pilar Claudia Sofía Gabriela Paula Teresa Julia "
        "Inés Begoña Montserrat Concepción"
    ),
    _words(
        "Gar Her Mart Lóp Gonz Rod Pér Sán Ram Tor Flor Riv Mor Jim Ruiz Cast Ortiz Del Vald Men Núñ Peñ Alv Cab Dom"
    ),
    ("", "n", "al", "er", "and", "ov", "is", "ar", "est", "ill", "ed"),
    _words("ez es ía a o illo ero ano ada eda ondo ora uez ales anza ares ín era osa"),
    _words(
        "amor vida noche muerte mundo casa hijo tierra sangre día mar corazón ciudad camino mujer fuego señora sombra "
        "luna sol cielo secreto viaje pueblo niña río sueño ángel corona olvido mañana"
    ),
    _words("s es ito ita ada oso ero ía al ista"),
)
FRENCH: Final = Language(
    "Le",
    _words(
        "Jean Pierre Michel Philippe François Jacques Nicolas Olivier Laurent Julien Thomas Alain Bernard Éric Gérard "
        "René André Benoît Jérôme Loïc Raphaël Thibault"
    ),
    _words("Marie Sophie Anne Julie Catherine Isabelle Claire Nathalie Camille Hélène Valérie Léa Amélie Aurélie Zoé"),
    _words("Dup Mart Ber Dub Mor Lau Lef Rou Gar Bon Lam Fon Lem Chev Gau Per Rob Mas Leg Bou Desch Vil Bél Car"),
    ("", "er", "on", "ai", "eu", "ou", "ill", "ar", "ett", "ch"),
    _words("ont in nard ois eau ier et ard ault ot y elle oux ade an aud eur ier"),
    _words(
        "vie amour nuit jour homme femme monde mort enfant maison temps ville coeur ombre mer nom rêve soleil secret "
        "voyage train jardin fille père guerre île forêt été étoile garçon"
    ),
    _words("s eur euse ette age ier ière al isme"),
)
GERMAN: Final = Language(
    "Der",
    _words(
        "Peter Hans Michael Thomas Wolfgang Andreas Klaus Martin Stefan Jürgen Frank Uwe Günther Jörg Karl Florian "
        "Björn Rüdiger Lars Søren Åke Mikkel"
    ),
    _words("Anna Maria Julia Petra Katharina Susanne Sabine Eva Christine Ingrid Heike Jutta Käthe Gisela Ulla Åsa"),
    _words("Mül Schm Schn Fisch Web Mey Wagn Beck Hoff Schul Koch Bau Richt Klein Wolf Neu Schwar Zim Krü Hart Lan"),
    ("", "er", "el", "en", "ler", "ber", "ing", "ster", "ach"),
    _words("mann er t idt eider bauer stein berg haus ke sen feld dorf thal ich auer sson"),
    _words(
        "Tod Liebe Leben Mann Frau Nacht Tag Welt Haus Kind Stadt Zeit Mord Blut Weg Herz Traum Wald Meer Feuer "
        "Schatten Winter Geheimnis König Brücke Mädchen Straße Rückkehr"
    ),
    _words("er en haus weg zeit nacht stein wald kind jahre"),
)
ITALIAN: Final = Language(
    "Il",
    _words("Giuseppe Antonio Marco Paolo Luca Franco Mario Roberto Andrea Carlo Giorgio Nicolò Niccolò Pietro Vito"),
    _words("Maria Anna Laura Giulia Francesca Paola Elena Silvia Chiara Lucia Giovanna Monica Rosanna Ludovica"),
    _words("Ros Bian Fer Espos Rom Col Ric Mar Gre Bru Gal Con Man Cos Gior Riz Lom Mor Bar San Fon DeLu D'Ang Pel"),
    ("", "s", "ch", "r", "an", "in", "ell", "ol", "ett", "tin"),
    _words("i o ini etti one ari aro ucci elli ese ano ardi ante acci"),
    _words(
        "amore vita notte morte mondo casa figlio giorno mare cuore città strada donna uomo terra sogno segreto guerra "
        "luna cielo ragazza ombra sangue verità estate"
    ),
    _words("i e ino ina one etto aio ista"),
)
INDIAN: Final = Language(
    "",
    _words(
        "Raj Ravi Anil Sanjay Vijay Suresh Ramesh Ajay Prakash Mohan Ashok Arjun Amit Rahul Rajesh Mahesh Krishna "
        "Venkatesh Prem Dilip Gopal"
    ),
    _words("Priya Asha Lakshmi Sunita Rekha Meena Anita Kavita Lata Deepa Radha Usha Sridevi Jaya Padmini Shobha"),
    _words("Ku Sha Si Gup Pa Ra Na Red Cha Ban Mukh Kap Ver Mal Iy Ven Bha Des Jo Me Pil Sub Tha Bos Das"),
    ("", "ma", "ra", "ni", "va", "de", "la", "ja", "tta", "nda"),
    _words("r rma ngh ta tel o ir dy kar rjee or swamy lam n nathan gar shi hta ya er"),
    _words(
        "Dil Pyaar Zindagi Raja Rani Prem Dost Jeevan Ghar Raat Khoon Sapna Duniya Bandhan Insaan Bhai Amma Devi Veera "
        "Simha Kadhal Manasu Nila Vetri Thalaivan Maa Jung Aag Suhaag"
    ),
    _words("wala i en ni am on giri dar baaz lu"),
)
JAPANESE: Final = Language(
    "",
    _words("Kenji Takashi Hiroshi Akira Makoto Satoshi Kazuo Yûji Shin Kôji Daisuke Ken Jun Ryô Shigeru Tôru Wei Jian"),
    _words("Yuki Akiko Keiko Yôko Mariko Emi Naomi Sakura Haruka Kyôko Rie Megumi Miyuki Ai Li Mei Soo Ji-woo"),
    _words("Ta Ya Na Su Wa Mo Ka Ko Ha Ma I Sa Ki O Fu Mi Shi To U No Kim Park Lee Wang Zhang Chen"),
    ("", "ka", "ma", "na", "zu", "to", "ri", "shi", "no", "ga"),
    _words("da moto ki mura hashi guchi no wa ta yama zawa be jima gawa uchi"),
    _words(
        "Ai Hana Yoru Sora Umi Kaze Yume Tabi Hi Machi Kokoro Yuki Ame Hoshi Otoko Onna Ken Oni Kawa Mori Tsuki Ningen "
        "七人の侍 東京物語 羅生門 기생충 花樣年華 君の名は"
    ),
    _words("no ga bito ko zoku jin sha ya den"),
)
SLAVIC: Final = Language(
    "",
    _words(
        "Aleksandr Sergey Vladimir Andrey Ivan Dmitriy Nikolay Mikhail Jan Piotr Tomasz Jiří Václav Milan Dragan Goran "
        "László István Łukasz Željko"
    ),
    _words("Anna Elena Olga Natalya Irina Tatyana Maria Katarzyna Jana Eva Ivana Zuzana Jelena Ágnes Éva Šárka"),
    _words("Iv Pet Sid Kuzn Pop Sok Leb Koz Nov Mor Vol Kow Nowa Wiś Dvo Svo Nov Čer Jov Nik Pav Mil Nagy Sza Hor"),
    ("", "an", "or", "ets", "al", "il", "en", "ov", "ak", "ar"),
    _words("ov ova ev eva in ina ski ska ić enko yan ek ková ák nov ics"),
    _words(
        "Lyubov Zhizn Noch Smert Dom Doroga Voyna Serdtse Den Gorod Mir Son Reka Zima Leto More Tayna Ptak Cisza Krew "
        "Srce Most Vlak Láska Život Kůň"
    ),
    _words("a y ka nik stvo ina ek ovo"),
)
LANGUAGES: Final = (ENGLISH, INDIAN, SPANISH, FRENCH, JAPANESE, GERMAN, ITALIAN, SLAVIC)
REGION_LANGUAGES: Final = (0, 1, 0, 4, 3, 2, 0, 5, 1, 6, 0, 2, 7, 1, 4, 0, 3, 7, 2, 5, 1, 0, 7, 4)
"""The index of the language of each region; the regions with most titles come first."""
ROLES: Final = _words(
    "Doctor Nurse Policeman Narrator Waiter Soldier Teacher Reporter Mother Dancer Priest Judge Guard Detective Driver "
    "Student Farmer Bartender Colonel Widow Neighbour Sergeant Lawyer King Queen Thief Pilot Butler Cook Fisherman"
)
MONTHS: Final = _words("January February March April May June July August September October November December")
