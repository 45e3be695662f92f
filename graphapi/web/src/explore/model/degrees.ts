import type { Id } from "./graph";
import { type Link, otherEnd } from "./links";

/** The distance of each node from `from`, in relationships and in ascending order; unconnected nodes are missing. */
export function degreesFrom(from: Id, around: ReadonlyMap<Id, readonly Link[]>): Map<Id, number> {
  const degrees = new Map([[from, 0]]);
  // Iterating over a map also visits entries that are added meanwhile, so the map serves as the queue.
  for (const [id, degree] of degrees) {
    for (const relationship of around.get(id) ?? []) {
      const next = otherEnd(relationship, id);
      if (!degrees.has(next)) degrees.set(next, degree + 1);
    }
  }
  return degrees;
}
