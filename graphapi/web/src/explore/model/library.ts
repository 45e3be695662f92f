import type { GraphNode, GraphRelationship, Id } from "./graph";

/**
 * All that the API has told so far. It only grows, so a scene that comes back by undo finds its nodes again.
 */
export interface Library {
  readonly nodes: ReadonlyMap<Id, GraphNode>;
  readonly relationships: ReadonlyMap<string, GraphRelationship>;
}

/** What an answer of the API adds. */
export interface Findings {
  readonly nodes: readonly GraphNode[];
  readonly relationships: readonly GraphRelationship[];
}

export const emptyLibrary: Library = { nodes: new Map(), relationships: new Map() };
export const noFindings: Findings = { nodes: [], relationships: [] };

export function mergeFindings(...findings: readonly Findings[]): Findings {
  return {
    nodes: findings.flatMap((one) => one.nodes),
    relationships: findings.flatMap((one) => one.relationships),
  };
}

/** The library with the findings; what an answer leaves open stays as it was known. */
export function withFindings(library: Library, findings: Findings): Library {
  const nodes = new Map(library.nodes);
  for (const node of findings.nodes) {
    const known = nodes.get(node.id);
    nodes.set(node.id, { ...node, totals: node.totals ?? known?.totals ?? null });
  }
  const relationships = new Map(library.relationships);
  for (const one of findings.relationships) {
    const known = relationships.get(one.id);
    if (known === undefined || known.characters.length < one.characters.length) relationships.set(one.id, one);
  }
  return { nodes, relationships };
}
