import type { Drawing } from "../../explore/canvas/drawing";
import type { GraphNode, Id } from "../../explore/model/graph";
import { isKind } from "../../explore/model/kinds";
import type { FactNames } from "./asking";

type Links = Map<string, Drawing["links"][number]>;

/** The nodes of an answer, each linked to the node that encloses it. */
export function drawingOfAnswer(answer: unknown, names: FactNames): Drawing {
  const nodes = new Map<Id, GraphNode>();
  const links: Links = new Map();
  read(answer, null, "", { names, nodes, links });
  const known = [...links.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  return { nodes: [...nodes.values()].map((node) => ({ node, note: "" })), links: known, namesAside: false };
}

interface Found {
  readonly names: FactNames;
  readonly nodes: Map<Id, GraphNode>;
  readonly links: Links;
}

function read(value: unknown, inside: Id | null, under: string, found: Found): void {
  if (Array.isArray(value)) {
    for (const item of value) read(item, inside, under, found);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const entries = value as Record<string, unknown>;
  const { names, nodes, links } = found;
  const node = nodeOf(entries, names);
  if (node !== null) {
    nodes.set(node.id, node);
    if (inside !== null && inside !== node.id) put(links, inside, node.id, under.startsWith("direct"));
  }
  const { from, to, type } = entries;
  // A relationship of a neighbourhood has the ids of its ends.
  if (typeof from === "string" && typeof to === "string") put(links, from, to, type === "DIRECTED");
  for (const [name, item] of Object.entries(entries)) {
    // `edges`, `nodes` and `node` are parts of a connection; the field above them says what the list contains.
    const above = name === "edges" || name === "nodes" || name === "node" ? under : name;
    read(item, node?.id ?? inside, above, found);
  }
}

function put(links: Links, from: Id, to: Id, directing: boolean): void {
  links.set([from, to].toSorted().join(" "), { from, to, text: "", directing });
}

function nodeOf(entries: Record<string, unknown>, names: FactNames): GraphNode | null {
  const [id, kind, year] = [entries[names.id], entries[names.__typename], entries[names.year]];
  if (typeof id !== "string" || typeof kind !== "string" || !isKind(kind)) return null;
  const label = entries[kind === "Film" ? names.title : names.name];
  if (typeof label !== "string") return null;
  return { id, kind, key: id, label, year: kind === "Film" && typeof year === "number" ? year : null, totals: null };
}
