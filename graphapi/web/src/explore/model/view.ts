import type { GraphNode, GraphRelationship, Id } from "./graph";
import { type Kind, kinds } from "./kinds";
import type { Library } from "./library";
import { linksAround } from "./links";
import { type Filter, type Scene, members } from "./scene";

/** The visible part of a scene. */
export interface View {
  readonly nodes: readonly GraphNode[];
  readonly relationships: readonly GraphRelationship[];
  readonly byId: ReadonlyMap<Id, GraphNode>;
  /** The relationships at each node. */
  readonly around: ReadonlyMap<Id, readonly GraphRelationship[]>;
  /** The number of nodes of each kind in the scene, including hidden ones. */
  readonly counts: Readonly<Record<Kind, number>>;
  /** The number of nodes that filters hide. */
  readonly hidden: number;
}

const cache = new WeakMap<Scene, { library: Library; view: View }>();

/** The nodes and relationships that the filters of a scene keep; the same object for the same scene and library. */
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

/** Hides films of other years, nodes that are connected only to such films, and then the hidden kinds. */
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
  // As in the API, a condition holds only for a value that is not null.
  if (node.year === null) return false;
  return (yearFrom === null || node.year >= yearFrom) && (yearTo === null || node.year <= yearTo);
}
