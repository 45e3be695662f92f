import type { Id } from "../model/graph";
import type { Point } from "../model/scene";
import { type Network, otherEnd } from "../model/links";

const distance = 90;
/** With this angle, no two nodes of a spiral are in the same direction. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/**
 * Sets positions for nodes that have none: around a neighbour that has one, otherwise around the origin. The same input
 * always gives the same positions.
 */
export function placeArrivals(view: Network, places: Map<Id, Point>): void {
  const children = new Map<Id, number>();
  let loners = 0;
  for (const node of view.nodes) {
    if (places.has(node.id)) continue;
    const anchor = (view.around.get(node.id) ?? []).map((one) => otherEnd(one, node.id)).find((id) => places.has(id));
    if (anchor === undefined) {
      places.set(node.id, spiral({ x: 0, y: 0 }, loners, places.size === 0 ? 0 : distance * 2));
      loners += 1;
      continue;
    }
    const number = children.get(anchor) ?? 0;
    children.set(anchor, number + 1);
    places.set(node.id, spiral(places.get(anchor) ?? { x: 0, y: 0 }, number, distance));
  }
}

function spiral(center: Point, number: number, start: number): Point {
  const radius = start === 0 && number === 0 ? 0 : (start || distance) + 14 * Math.sqrt(number);
  const angle = number * goldenAngle + 0.4;
  return { x: center.x + radius * Math.cos(angle), y: center.y + radius * Math.sin(angle) };
}
