import type { GraphNode } from "./graph";
import { type RelationshipType, typesOf } from "./kinds";
import type { View } from "./view";

/** The relationships of one type at a node: their number in the graph (null if unknown) and on the canvas. */
export interface Tally {
  readonly type: RelationshipType;
  readonly total: number | null;
  readonly shown: number;
}

/** The tallies of a node; types without any relationship are left out. */
export function talliesOf(node: GraphNode, view: View): Tally[] {
  const around = view.around.get(node.id) ?? [];
  return typesOf(node.kind)
    .map((type) => ({
      type,
      total: node.totals === null ? null : (node.totals[type] ?? 0),
      shown: around.filter((one) => one.type === type).length,
    }))
    .filter(({ total, shown }) => total !== 0 || shown > 0);
}

/** The number of relationships of a node that the canvas does not show. */
export function unseenCount(node: GraphNode, view: View): number {
  return talliesOf(node, view).reduce((sum, { total, shown }) => sum + Math.max((total ?? 0) - shown, 0), 0);
}

/** The radius of a node, which grows with the number of its relationships. */
export function radiusOf(node: GraphNode): number {
  const total = Object.values(node.totals ?? {}).reduce((sum, count) => sum + count, 0);
  return Math.min(7 + 1.6 * Math.sqrt(total), node.kind === "Film" || node.kind === "Person" ? 19 : 15);
}
