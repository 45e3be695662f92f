import { asked } from "./between.generated";
import type * as types from "./operations.generated";
import { type GraphNode, type GraphRelationship, type Id, relationship } from "../model/graph";
import { type Kind, type RelationshipType, nameField, relationshipTypes, startsAt, yearField } from "../model/kinds";
import type { Findings } from "../model/library";

type Label = types.LabelFragment;
type Totals = Partial<Record<RelationshipType, number>>;

/** Converts a node of an answer to a node of the page. */
export function readLabel(node: Label, totals: Totals | null = null): GraphNode {
  const { __typename: kind, id, key } = node;
  // The fields with the name and the year depend on the kind, which the generated types do not express.
  const fields = node as Readonly<Record<string, unknown>>;
  return {
    id,
    kind,
    key,
    label: fields[nameField[kind]] as string,
    year: (fields[yearField[kind] ?? ""] as number | null | undefined) ?? null,
    totals,
  };
}

export function readNodes(answer: types.NodesQuery): GraphNode[] {
  return answer.nodes.flatMap((node) => (node === null ? [] : readNode(node)));
}

function readNode(node: types.LabelFragment & types.TotalsFragment): GraphNode {
  return readLabel(node, readTotals(node));
}

type Counted = { readonly totalCount: number } | readonly unknown[];

function readTotals(node: types.TotalsFragment): Totals {
  const totals = relationshipTypes.flatMap((type) => {
    const counted = led<Counted>(node, type);
    return counted === undefined ? [] : [[type, "totalCount" in counted ? counted.totalCount : counted.length] as const];
  });
  return Object.fromEntries(totals);
}

/** The field of an answer for a relationship type. The alias is the type, which the generated types do not express. */
function led<Found>(node: object, type: RelationshipType): Found | undefined {
  const found = node as Partial<Record<string, Found>>;
  return found[type] ?? found[`${type}_LIST`];
}

/** The result of expanding a node. */
export interface Expansion extends Findings {
  /** Its neighbours by type, in the API's order: the best known first. */
  readonly brought: ReadonlyMap<RelationshipType, readonly Id[]>;
}

export function readExpansion(answer: types.ExpandQuery, of: Id): Expansion {
  const { nodes, relationships } = answer.neighbourhood;
  const found = nodes.map(({ node }) => readNode(node));
  const between = relationships.map(({ type, from, to, film }) => relationship(type, from, to, { film: film ?? null }));
  const brought = new Map<RelationshipType, Id[]>();
  for (const { id } of found) {
    for (const one of between) {
      const leadsHere = (one.from === of && one.to === id) || (one.to === of && one.from === id);
      if (!leadsHere || brought.get(one.type)?.includes(id) === true) continue;
      brought.set(one.type, [...(brought.get(one.type) ?? []), id]);
    }
  }
  return { nodes: found, relationships: between, brought };
}

/** One relationship in an answer, without its type. */
interface End {
  readonly node: { readonly id: Id };
  readonly characters?: readonly { readonly name: string }[];
  readonly film?: { readonly id: Id };
}

export function readBetween(answer: types.BetweenQuery): GraphRelationship[] {
  const kindsAsked = Object.keys(asked) as (keyof typeof asked)[];
  return kindsAsked.flatMap((kind) =>
    answer[kind].nodes.flatMap((node) => relationshipTypes.flatMap((type) => readEnds(kind, node, type))),
  );
}

function readEnds(kind: Kind, node: { readonly id: Id }, type: RelationshipType): GraphRelationship[] {
  const found = led<{ readonly edges: readonly End[] } | readonly End["node"][]>(node, type) ?? [];
  const ends = "edges" in found ? found.edges : found.map((end): End => ({ node: end }));
  return ends.map(({ node: { id }, characters = [], film }) => {
    const [from, to] = startsAt[type] === kind ? [node.id, id] : [id, node.id];
    return relationship(type, from, to, { characters: characters.map(({ name }) => name), film: film?.id ?? null });
  });
}
