import type { GraphNode, GraphRelationship, Id } from "./graph";
import { type Kind, kinds } from "./kinds";
import type { Library } from "./library";
import { linksAround } from "./links";
import { type Filter, type Scene, members } from "./scene";

/** What of a scene can be seen. */
export interface View {
  readonly nodes: readonly GraphNode[];
  readonly relationships: readonly GraphRelationship[];
  readonly byId: ReadonlyMap<Id, GraphNode>;
  /** The relationships at each node. */
  readonly around: ReadonlyMap<Id, readonly GraphRelationship[]>;
  /** How many nodes the scene has of each kind, also of those that a filter hides. */
  readonly counts: Readonly<Record<Kind, number>>;
  /** How many nodes filters hide. */
  readonly hidden: number;
}

const cache = new WeakMap<Scene, { library: Library; view: View }>();

/** The nodes and relationships of a scene that its filters leave; the same object for the same scene and library. */
export function viewOf(scene: Scene, library: Library): View {
  const cached = cache.get(scene);
  if (cached?.library === library) return cached.view;
  const view = makeView(scene, library);
  cache.set(scene, { library, view });
  return view;
}

function makeView(scene: Scene, library: Library): View {
  const all = members(scene).flatMap((id) => library.nodes.get(id) ?? []);
  const inScene = new Set(all.map((node) => node.id));
  const between = [...library.relationships.values()].filter((one) => inScene.has(one.from) && inScene.has(one.to));
  const nodes = visibleNodes(all, between, scene.filter);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const relationships = between.filter((one) => byId.has(one.from) && byId.has(one.to));
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const node of all) counts[node.kind] += 1;
  return { nodes, relationships, byId, around: linksAround(relationships), counts, hidden: all.length - nodes.length };
}

/** Films of other years are hidden, with those beside them that are connected to nothing else; then whole kinds are. */
function visibleNodes(all: readonly GraphNode[], between: readonly GraphRelationship[], filter: Filter): GraphNode[] {
  return withinYears(all, between, filter).filter((node) => !filter.hidden.includes(node.kind));
}

function withinYears(all: readonly GraphNode[], between: readonly GraphRelationship[], filter: Filter): readonly GraphNode[] {
  if (filter.yearFrom === null && filter.yearTo === null) return all;
  const fits = new Set(all.filter((node) => fitsYears(node, filter)).map((node) => node.id));
  const connected = new Set<Id>();
  const stillConnected = new Set<Id>();
  for (const { from, to } of between) {
    connected.add(from).add(to);
    if (fits.has(from) && fits.has(to)) stillConnected.add(from).add(to);
  }
  return all.filter((node) => fits.has(node.id) && (!connected.has(node.id) || stillConnected.has(node.id)));
}

function fitsYears(node: GraphNode, { yearFrom, yearTo }: Filter): boolean {
  if (node.kind !== "Film") return true;
  // As in the API: a condition holds only for a value that is known.
  if (node.year === null) return false;
  return (yearFrom === null || node.year >= yearFrom) && (yearTo === null || node.year <= yearTo);
}
