// Made by `npm run types` from the schema and the operations.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CastRelationshipFilter = {
  readonly some?: CastWhere | null | undefined;
  readonly none?: CastWhere | null | undefined;
  readonly every?: CastWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type CastWhere = {
  readonly and?: ReadonlyArray<CastWhere> | null | undefined;
  readonly or?: ReadonlyArray<CastWhere> | null | undefined;
  readonly not?: CastWhere | null | undefined;
  readonly person?: PersonWhere | null | undefined;
  readonly billing?: IntFilter | null | undefined;
  readonly note?: StringFilter | null | undefined;
  readonly character?: CharacterWhere | null | undefined;
};

export type CastingRelationshipFilter = {
  readonly some?: CastingWhere | null | undefined;
  readonly none?: CastingWhere | null | undefined;
  readonly every?: CastingWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type CastingWhere = {
  readonly and?: ReadonlyArray<CastingWhere> | null | undefined;
  readonly or?: ReadonlyArray<CastingWhere> | null | undefined;
  readonly not?: CastingWhere | null | undefined;
  readonly person?: PersonWhere | null | undefined;
  readonly film?: FilmWhere | null | undefined;
};

export type CharacterRelationshipFilter = {
  readonly some?: CharacterWhere | null | undefined;
  readonly none?: CharacterWhere | null | undefined;
  readonly every?: CharacterWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type CharacterWhere = {
  readonly and?: ReadonlyArray<CharacterWhere> | null | undefined;
  readonly or?: ReadonlyArray<CharacterWhere> | null | undefined;
  readonly not?: CharacterWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly name?: NameFilter | null | undefined;
  readonly description?: StringFilter | null | undefined;
  readonly films?: FilmRelationshipFilter | null | undefined;
  readonly playedBy?: CastingRelationshipFilter | null | undefined;
};

export type CreditRelationshipFilter = {
  readonly some?: CreditWhere | null | undefined;
  readonly none?: CreditWhere | null | undefined;
  readonly every?: CreditWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type CreditRole =
  | 'ACTOR'
  | 'DIRECTOR';

export type CreditWhere = {
  readonly and?: ReadonlyArray<CreditWhere> | null | undefined;
  readonly or?: ReadonlyArray<CreditWhere> | null | undefined;
  readonly not?: CreditWhere | null | undefined;
  readonly film?: FilmWhere | null | undefined;
  readonly billing?: IntFilter | null | undefined;
  readonly note?: StringFilter | null | undefined;
  readonly character?: CharacterWhere | null | undefined;
};

export type FilmRelationshipFilter = {
  readonly some?: FilmWhere | null | undefined;
  readonly none?: FilmWhere | null | undefined;
  readonly every?: FilmWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type FilmWhere = {
  readonly and?: ReadonlyArray<FilmWhere> | null | undefined;
  readonly or?: ReadonlyArray<FilmWhere> | null | undefined;
  readonly not?: FilmWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly title?: NameFilter | null | undefined;
  readonly originalTitle?: StringFilter | null | undefined;
  readonly year?: IntFilter | null | undefined;
  readonly certificate?: StringFilter | null | undefined;
  readonly runtimeMinutes?: IntFilter | null | undefined;
  readonly rating?: FloatFilter | null | undefined;
  readonly votes?: IntFilter | null | undefined;
  readonly plot?: StringFilter | null | undefined;
  readonly imdbId?: StringFilter | null | undefined;
  readonly tmdbId?: StringFilter | null | undefined;
  readonly wikidataId?: StringFilter | null | undefined;
  readonly genres?: GenreRelationshipFilter | null | undefined;
  readonly places?: PlaceRelationshipFilter | null | undefined;
  readonly keywords?: KeywordRelationshipFilter | null | undefined;
  readonly directors?: PersonRelationshipFilter | null | undefined;
  readonly cast?: CastRelationshipFilter | null | undefined;
  readonly characters?: CharacterRelationshipFilter | null | undefined;
};

export type FloatFilter = {
  readonly eq?: number | null | undefined;
  readonly ne?: number | null | undefined;
  readonly in?: ReadonlyArray<number> | null | undefined;
  readonly notIn?: ReadonlyArray<number> | null | undefined;
  readonly gt?: number | null | undefined;
  readonly gte?: number | null | undefined;
  readonly lt?: number | null | undefined;
  readonly lte?: number | null | undefined;
  readonly isNull?: boolean | null | undefined;
};

export type GenreRelationshipFilter = {
  readonly some?: GenreWhere | null | undefined;
  readonly none?: GenreWhere | null | undefined;
  readonly every?: GenreWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type GenreWhere = {
  readonly and?: ReadonlyArray<GenreWhere> | null | undefined;
  readonly or?: ReadonlyArray<GenreWhere> | null | undefined;
  readonly not?: GenreWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly films?: FilmRelationshipFilter | null | undefined;
};

export type IntFilter = {
  readonly eq?: number | null | undefined;
  readonly ne?: number | null | undefined;
  readonly in?: ReadonlyArray<number> | null | undefined;
  readonly notIn?: ReadonlyArray<number> | null | undefined;
  readonly gt?: number | null | undefined;
  readonly gte?: number | null | undefined;
  readonly lt?: number | null | undefined;
  readonly lte?: number | null | undefined;
  readonly isNull?: boolean | null | undefined;
};

export type KeywordRelationshipFilter = {
  readonly some?: KeywordWhere | null | undefined;
  readonly none?: KeywordWhere | null | undefined;
  readonly every?: KeywordWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type KeywordWhere = {
  readonly and?: ReadonlyArray<KeywordWhere> | null | undefined;
  readonly or?: ReadonlyArray<KeywordWhere> | null | undefined;
  readonly not?: KeywordWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly name?: NameFilter | null | undefined;
  readonly films?: FilmRelationshipFilter | null | undefined;
};

export type NameFilter = {
  readonly eq?: string | null | undefined;
  readonly ne?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly contains?: string | null | undefined;
  readonly startsWith?: string | null | undefined;
  readonly endsWith?: string | null | undefined;
  readonly ignoreCase?: boolean | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly matches?: string | null | undefined;
};

export type PathWhere = {
  readonly year?: IntFilter | null | undefined;
  readonly certificate?: StringFilter | null | undefined;
  readonly votes?: IntFilter | null | undefined;
  readonly genres?: GenreRelationshipFilter | null | undefined;
  readonly avoidFilms?: ReadonlyArray<string | number> | null | undefined;
  readonly avoidPeople?: ReadonlyArray<string | number> | null | undefined;
};

export type PersonRelationshipFilter = {
  readonly some?: PersonWhere | null | undefined;
  readonly none?: PersonWhere | null | undefined;
  readonly every?: PersonWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type PersonWhere = {
  readonly and?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly or?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly not?: PersonWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly name?: NameFilter | null | undefined;
  readonly birthYear?: IntFilter | null | undefined;
  readonly deathYear?: IntFilter | null | undefined;
  readonly biography?: StringFilter | null | undefined;
  readonly imdbId?: StringFilter | null | undefined;
  readonly tmdbId?: StringFilter | null | undefined;
  readonly wikidataId?: StringFilter | null | undefined;
  readonly actedIn?: CreditRelationshipFilter | null | undefined;
  readonly directed?: FilmRelationshipFilter | null | undefined;
  readonly characters?: RoleRelationshipFilter | null | undefined;
};

export type PlaceRelationshipFilter = {
  readonly some?: PlaceWhere | null | undefined;
  readonly none?: PlaceWhere | null | undefined;
  readonly every?: PlaceWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type PlaceWhere = {
  readonly and?: ReadonlyArray<PlaceWhere> | null | undefined;
  readonly or?: ReadonlyArray<PlaceWhere> | null | undefined;
  readonly not?: PlaceWhere | null | undefined;
  readonly key?: StringFilter | null | undefined;
  readonly name?: NameFilter | null | undefined;
  readonly films?: FilmRelationshipFilter | null | undefined;
};

export type RelationshipType =
  | 'ACTED_IN'
  | 'DIRECTED'
  | 'PLAYS'
  | 'APPEARS_IN'
  | 'IN_GENRE'
  | 'SET_IN'
  | 'HAS_KEYWORD';

export type RoleRelationshipFilter = {
  readonly some?: RoleWhere | null | undefined;
  readonly none?: RoleWhere | null | undefined;
  readonly every?: RoleWhere | null | undefined;
  readonly count?: IntFilter | null | undefined;
};

export type RoleWhere = {
  readonly and?: ReadonlyArray<RoleWhere> | null | undefined;
  readonly or?: ReadonlyArray<RoleWhere> | null | undefined;
  readonly not?: RoleWhere | null | undefined;
  readonly character?: CharacterWhere | null | undefined;
  readonly film?: FilmWhere | null | undefined;
};

export type SearchKind =
  | 'FILM'
  | 'PERSON'
  | 'CHARACTER'
  | 'PLACE'
  | 'KEYWORD';

export type StringFilter = {
  readonly eq?: string | null | undefined;
  readonly ne?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly contains?: string | null | undefined;
  readonly startsWith?: string | null | undefined;
  readonly endsWith?: string | null | undefined;
  readonly ignoreCase?: boolean | null | undefined;
  readonly isNull?: boolean | null | undefined;
};

export type BetweenQueryVariables = Exact<{
  ofFilm: ReadonlyArray<string> | string;
  ofCharacter: ReadonlyArray<string> | string;
  toPerson: ReadonlyArray<string> | string;
  toCharacter: ReadonlyArray<string> | string;
  first: number;
}>;


export type BetweenQuery = { readonly Film: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly ACTED_IN: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string }, readonly characters: ReadonlyArray<{ readonly name: string }> }> }, readonly DIRECTED: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> }, readonly APPEARS_IN: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> }, readonly IN_GENRE_LIST: ReadonlyArray<{ readonly id: string }>, readonly SET_IN_LIST: ReadonlyArray<{ readonly id: string }>, readonly HAS_KEYWORD_LIST: ReadonlyArray<{ readonly id: string }> }> }, readonly Character: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly PLAYS: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string }, readonly film: { readonly id: string } }> } }> } };

export type DetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type DetailsQuery = { readonly node:
    | { readonly __typename: 'Character', readonly description: string | null, readonly key: string, readonly name: string, readonly id: string, readonly playedBy: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }, readonly film: { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string } }> } }
    | { readonly __typename: 'Film', readonly originalTitle: string | null, readonly certificate: string | null, readonly runtimeMinutes: number | null, readonly rating: number | null, readonly votes: number | null, readonly plot: string | null, readonly imdbId: string | null, readonly tmdbId: string | null, readonly wikidataId: string | null, readonly key: string, readonly title: string, readonly year: number | null, readonly id: string, readonly directors: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }> }, readonly cast: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }, readonly characters: ReadonlyArray<{ readonly name: string }> }> }, readonly genres: ReadonlyArray<{ readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string }>, readonly places: ReadonlyArray<{ readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string }>, readonly similar: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }, readonly reasons: ReadonlyArray<{ readonly node:
              | { readonly __typename: 'Character', readonly key: string, readonly name: string, readonly id: string }
              | { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }
              | { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string }
              | { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string }
              | { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }
              | { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string }
             }> }> } }
    | { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string, readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } }
    | { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string, readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } }
    | { readonly __typename: 'Person', readonly birthYear: number | null, readonly deathYear: number | null, readonly biography: string | null, readonly imdbId: string | null, readonly tmdbId: string | null, readonly wikidataId: string | null, readonly key: string, readonly name: string, readonly id: string, readonly actedIn: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }, readonly characters: ReadonlyArray<{ readonly name: string }> }> }, readonly directed: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> }, readonly coStars: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly filmsTogether: number, readonly node: { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string } }> } }
    | { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string, readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } }
   | null };

export type ExpandQueryVariables = Exact<{
  of: string | number;
  relationships?: ReadonlyArray<RelationshipType> | RelationshipType | null | undefined;
  first?: number | null | undefined;
}>;


export type ExpandQuery = { readonly neighbourhood: { readonly nodes: ReadonlyArray<{ readonly node:
        | { readonly __typename: 'Character', readonly key: string, readonly name: string, readonly id: string, readonly PLAYS: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number } }
        | { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string, readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number }, readonly IN_GENRE_LIST: ReadonlyArray<{ readonly id: string }>, readonly SET_IN_LIST: ReadonlyArray<{ readonly id: string }>, readonly HAS_KEYWORD_LIST: ReadonlyArray<{ readonly id: string }> }
        | { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string, readonly IN_GENRE: { readonly totalCount: number } }
        | { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string, readonly HAS_KEYWORD: { readonly totalCount: number } }
        | { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string, readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly PLAYS: { readonly totalCount: number } }
        | { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string, readonly SET_IN: { readonly totalCount: number } }
       }>, readonly relationships: ReadonlyArray<{ readonly type: RelationshipType, readonly from: string, readonly to: string, readonly film: string | null }> } };

type Label_Character_Fragment = { readonly __typename: 'Character', readonly key: string, readonly name: string, readonly id: string };

type Label_Film_Fragment = { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string };

type Label_Genre_Fragment = { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string };

type Label_Keyword_Fragment = { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string };

type Label_Person_Fragment = { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string };

type Label_Place_Fragment = { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string };

export type LabelFragment =
  | Label_Character_Fragment
  | Label_Film_Fragment
  | Label_Genre_Fragment
  | Label_Keyword_Fragment
  | Label_Person_Fragment
  | Label_Place_Fragment
;

type Totals_Character_Fragment = { readonly PLAYS: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number } };

type Totals_Film_Fragment = { readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number }, readonly IN_GENRE_LIST: ReadonlyArray<{ readonly id: string }>, readonly SET_IN_LIST: ReadonlyArray<{ readonly id: string }>, readonly HAS_KEYWORD_LIST: ReadonlyArray<{ readonly id: string }> };

type Totals_Genre_Fragment = { readonly IN_GENRE: { readonly totalCount: number } };

type Totals_Keyword_Fragment = { readonly HAS_KEYWORD: { readonly totalCount: number } };

type Totals_Person_Fragment = { readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly PLAYS: { readonly totalCount: number } };

type Totals_Place_Fragment = { readonly SET_IN: { readonly totalCount: number } };

export type TotalsFragment =
  | Totals_Character_Fragment
  | Totals_Film_Fragment
  | Totals_Genre_Fragment
  | Totals_Keyword_Fragment
  | Totals_Person_Fragment
  | Totals_Place_Fragment
;

type Films_Genre_Fragment = { readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } };

type Films_Keyword_Fragment = { readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } };

type Films_Place_Fragment = { readonly films: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }> } };

export type FilmsFragment =
  | Films_Genre_Fragment
  | Films_Keyword_Fragment
  | Films_Place_Fragment
;

export type CreditFactsFragment = { readonly role: CreditRole, readonly billing: number | null, readonly note: string | null, readonly characters: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type KnownFilmFragment = { readonly __typename: 'Film', readonly votes: number | null, readonly key: string, readonly title: string, readonly year: number | null, readonly id: string };

export type NodesQueryVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type NodesQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Character', readonly key: string, readonly name: string, readonly id: string, readonly PLAYS: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number } }
    | { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string, readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly APPEARS_IN: { readonly totalCount: number }, readonly IN_GENRE_LIST: ReadonlyArray<{ readonly id: string }>, readonly SET_IN_LIST: ReadonlyArray<{ readonly id: string }>, readonly HAS_KEYWORD_LIST: ReadonlyArray<{ readonly id: string }> }
    | { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string, readonly IN_GENRE: { readonly totalCount: number } }
    | { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string, readonly HAS_KEYWORD: { readonly totalCount: number } }
    | { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string, readonly ACTED_IN: { readonly totalCount: number }, readonly DIRECTED: { readonly totalCount: number }, readonly PLAYS: { readonly totalCount: number } }
    | { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string, readonly SET_IN: { readonly totalCount: number } }
   | null> };

export type PathsQueryVariables = Exact<{
  from: string | number;
  to: string | number;
  roles?: ReadonlyArray<CreditRole> | CreditRole | null | undefined;
  where?: PathWhere | null | undefined;
  maxDegrees?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PathsQuery = { readonly paths: { readonly edges: ReadonlyArray<{ readonly node: { readonly degrees: number, readonly steps: ReadonlyArray<{ readonly from: { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }, readonly fromCredit: { readonly role: CreditRole, readonly billing: number | null, readonly note: string | null, readonly characters: ReadonlyArray<{ readonly id: string, readonly name: string }> }, readonly film: { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }, readonly to: { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }, readonly toCredit: { readonly role: CreditRole, readonly billing: number | null, readonly note: string | null, readonly characters: ReadonlyArray<{ readonly id: string, readonly name: string }> } }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SearchQueryVariables = Exact<{
  query: string;
  kinds?: ReadonlyArray<SearchKind> | SearchKind | null | undefined;
  first?: number | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly edges: ReadonlyArray<{ readonly score: number, readonly node:
        | { readonly __typename: 'Character', readonly key: string, readonly name: string, readonly id: string }
        | { readonly __typename: 'Film', readonly key: string, readonly title: string, readonly year: number | null, readonly id: string }
        | { readonly __typename: 'Genre', readonly key: string, readonly name: string, readonly id: string }
        | { readonly __typename: 'Keyword', readonly key: string, readonly name: string, readonly id: string }
        | { readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }
        | { readonly __typename: 'Place', readonly key: string, readonly name: string, readonly id: string }
       }> } };

export type StartQueryVariables = Exact<{ [key: string]: never; }>;


export type StartQuery = { readonly catalogue: { readonly films: number, readonly people: number, readonly characters: number, readonly changedAt: string | null }, readonly genres: { readonly nodes: ReadonlyArray<{ readonly name: string }> } };

export type StartingPointsQueryVariables = Exact<{ [key: string]: never; }>;


export type StartingPointsQuery = { readonly films: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly votes: number | null, readonly key: string, readonly title: string, readonly year: number | null, readonly id: string, readonly directors: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string, readonly directed: { readonly totalCount: number }, readonly actedIn: { readonly totalCount: number } }> }, readonly cast: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }> } }> }, readonly people: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string, readonly directed: { readonly totalCount: number }, readonly everyFilm: { readonly nodes: ReadonlyArray<{ readonly key: string }>, readonly pageInfo: { readonly hasNextPage: boolean } }, readonly bestFilms: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Film', readonly votes: number | null, readonly key: string, readonly title: string, readonly year: number | null, readonly id: string, readonly cast: { readonly nodes: ReadonlyArray<{ readonly __typename: 'Person', readonly key: string, readonly name: string, readonly birthYear: number | null, readonly id: string }> } }> } }> } };
