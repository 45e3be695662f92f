import type { Id } from "./graph";
import { type Link, otherEnd } from "./links";

/** How many relationships each node is away from `from`; what is not connected is missing. In order of distance. */
export function degreesFrom(from: Id, around: ReadonlyMap<Id, readonly Link[]>): Map<Id, number> {
  const degrees = new Map([[from, 0]]);
  // A map goes on to what is added while it is gone through: that is the queue.
  for (const [id, degree] of degrees) {
    for (const relationship of around.get(id) ?? []) {
      const next = otherEnd(relationship, id);
      if (!degrees.has(next)) degrees.set(next, degree + 1);
    }
  }
  return degrees;
}
