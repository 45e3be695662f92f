import type { GraphNode, GraphRelationship, Id } from "../model/graph";
import { type Kind, type RelationshipType, allRoles } from "../model/kinds";
import { type Findings, noFindings } from "../model/library";
import type { Credit, Path } from "../model/path";
import type { PathConditions, PathQuestion } from "../model/scene";
import { asked, reached } from "./between.generated";
import { NoAnswerError, ask } from "./client";
import * as operations from "./operations";
import type * as types from "./operations.generated";
import { type Expansion, readBetween, readExpansion, readLabel, readNodes } from "./reading";

const suggestionCount = 12;
/** The largest page size of the API. */
const largestPage = 1000;
/** The most nodes whose relationships are read in one request. */
const nodesAtOnce = 150;

export async function suggest(text: string, kinds: types.SearchKind[] | null, signal: AbortSignal): Promise<GraphNode[]> {
  const answer = await ask(operations.search, { query: text, kinds, first: suggestionCount }, { signal });
  return answer.search.edges.map(({ node }) => readLabel(node));
}

export async function findNodes(ids: readonly Id[]): Promise<Findings> {
  if (ids.length === 0) return noFindings;
  const pages = await Promise.all(portionsOf(ids, largestPage).map((some) => ask(operations.nodes, { ids: [...some] }, { partly: true })));
  return { nodes: pages.flatMap(readNodes), relationships: [] };
}

export async function findNeighbours(of: Id, relationships: readonly RelationshipType[], first: number): Promise<Expansion> {
  return readExpansion(await ask(operations.expand, { of, relationships: [...relationships], first }), of);
}

export interface PathPage {
  readonly paths: readonly Path[];
  readonly next: string | null;
}

export async function findPaths(question: PathQuestion, first: number, after: string | null = null): Promise<PathPage> {
  const { paths } = await ask(operations.paths, pathVariables(question, first, after));
  const { hasNextPage, endCursor } = paths.pageInfo;
  return { paths: paths.edges.map(({ node }) => readPath(node)), next: hasNextPage ? (endCursor ?? null) : null };
}

export function pathVariables(question: PathQuestion, first: number, after: string | null): types.PathsQueryVariables {
  const { from, to, everyRole, maxDegrees } = question;
  return {
    from,
    to,
    roles: everyRole ? allRoles : allRoles.slice(0, 1),
    where: pathWhere(question.where),
    maxDegrees,
    first,
    after,
  };
}

function pathWhere(where: PathConditions): types.PathWhere | null {
  const { yearFrom, yearTo, minVotes, certificate, genre, avoidFilms, avoidPeople } = where;
  const filter: types.PathWhere = {
    ...(yearFrom === null && yearTo === null
      ? {}
      : { year: { ...(yearFrom === null ? {} : { gte: yearFrom }), ...(yearTo === null ? {} : { lte: yearTo }) } }),
    ...(minVotes === null ? {} : { votes: { gte: minVotes } }),
    ...(certificate === null ? {} : { certificate: { eq: certificate } }),
    ...(genre === null ? {} : { genres: { some: { name: { eq: genre } } } }),
    ...(avoidFilms.length === 0 ? {} : { avoidFilms: [...avoidFilms] }),
    ...(avoidPeople.length === 0 ? {} : { avoidPeople: [...avoidPeople] }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

function readPath(path: types.PathsQuery["paths"]["edges"][number]["node"]): Path {
  return {
    degrees: path.degrees,
    steps: path.steps.map((step) => ({
      from: readLabel(step.from),
      fromCredit: readCredit(step.fromCredit),
      film: readLabel(step.film),
      to: readLabel(step.to),
      toCredit: readCredit(step.toCredit),
    })),
  };
}

function readCredit({ role, note, characters }: types.CreditFactsFragment): Credit {
  return { role, note: note ?? null, characters: characters.map(({ name }) => name) };
}

/** The relationships among new nodes, and between them and the nodes that were there before. */
export async function findBetween(arrived: readonly GraphNode[], before: readonly GraphNode[]): Promise<GraphRelationship[]> {
  // A relationship between an old and a new node is read from the new one, or from the old one in a second request.
  const isReached = arrived.some(({ kind }) => kind in reached || !(kind in asked));
  const found = await Promise.all([
    relationshipsOf(arrived, [...before, ...arrived]),
    isReached ? relationshipsOf(before, arrived) : [],
  ]);
  return found.flat();
}

async function relationshipsOf(nodes: readonly GraphNode[], others: readonly GraphNode[]): Promise<GraphRelationship[]> {
  const to = keysByKind(reached, others);
  const portions = portionsOf(nodes.filter(({ kind }) => kind in asked), nodesAtOnce);
  const questions = portions.map((some) => ({ ...keysByKind(asked, some), ...to, first: largestPage }));
  const answers = await Promise.all(questions.map((question) => ask(operations.between, question)));
  return answers.flatMap(readBetween);
}

/** The keys of nodes, grouped by the variable of their kind. */
function keysByKind<Variable extends string>(
  variables: Readonly<Partial<Record<Kind, Variable>>>,
  nodes: readonly GraphNode[],
): Record<Variable, string[]> {
  const keys = Object.entries(variables).map(([kind, variable]) => [
    variable,
    nodes.filter((node) => node.kind === kind).map((node) => node.key),
  ]);
  return Object.fromEntries(keys) as Record<Variable, string[]>;
}

function portionsOf<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

export type Details = NonNullable<types.DetailsQuery["node"]>;

export async function findDetails(id: Id): Promise<Details> {
  const { node } = await ask(operations.details, { id });
  if (node === null || node === undefined) throw new NoAnswerError("This node is no longer in the graph.", "none");
  return node;
}

export type Start = types.StartQuery;

export async function findStart(): Promise<Start> {
  return ask(operations.start, {});
}
