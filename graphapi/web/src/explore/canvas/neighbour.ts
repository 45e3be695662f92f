import type { Id } from "../model/graph";
import type { Point } from "../model/scene";
import type { View } from "../model/view";

/** The nearest node in the direction of an arrow key; the first node if none is selected. */
export function nodeTowards(
  from: Id | null,
  [right, down]: readonly [number, number],
  view: View,
  places: ReadonlyMap<Id, Point>,
): Id | null {
  const start = from === null || !view.byId.has(from) ? undefined : places.get(from);
  if (start === undefined) return view.nodes[0]?.id ?? null;
  let best: { id: Id; cost: number } | null = null;
  for (const { id } of view.nodes) {
    const place = places.get(id);
    if (id === from || place === undefined) continue;
    // In positions, y grows upwards.
    const [dx, dy] = [place.x - start.x, start.y - place.y];
    const along = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (along <= 0 || aside > along * 2) continue;
    const cost = along + aside * 1.8;
    if (best === null || cost < best.cost) best = { id, cost };
  }
  return best?.id ?? null;
}
