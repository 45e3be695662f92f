import type { GraphNode, GraphRelationship, Id } from "./graph";

/**
 * All data that the API has returned so far. It only grows, so a scene that undo restores still has its nodes.
 */
export interface Library {
  readonly nodes: ReadonlyMap<Id, GraphNode>;
  readonly relationships: ReadonlyMap<string, GraphRelationship>;
}

/** The nodes and relationships of an answer of the API. */
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

/** The library with the findings added; it keeps known values that the findings lack. */
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
