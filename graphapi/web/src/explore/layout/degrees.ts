import { degreesFrom } from "../model/degrees";
import type { Id } from "../model/graph";
import type { Point } from "../model/scene";
import { type Network, otherEnd } from "../model/links";

const ringDistance = 170;
const columnDistance = 210;
const rowDistance = 64;
/** Between paths, with room for the names of characters along the lines. */
const pathDistance = 150;
/** Along a ring, with room for labels. */
const arcDistance = 58;

/** Every node on the ring of its degree around `from`; unconnected nodes in a block below. */
export function ringPlaces(from: Id, view: Network): Map<Id, Point> {
  const levels = orderedLevels(from, view);
  const places = new Map<Id, Point>();
  let radius = 0;
  levels.forEach((ids, degree) => {
    const needed = (ids.length * arcDistance) / (2 * Math.PI);
    radius = degree === 0 ? 0 : Math.max(radius + ringDistance, needed);
    ids.forEach((id, index) => {
      const angle = (2 * Math.PI * (index + 0.5)) / ids.length + degree * 0.35;
      places.set(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    });
  });
  placeRest(view, places, -radius - ringDistance);
  return places;
}

/**
 * Every node in the column of its degree to the right of `from`. Paths that begin at `from` come first, one row each.
 * All of them end in the last column, whatever their length.
 */
export function columnPlaces(from: Id, view: Network, paths: readonly (readonly Id[])[]): Map<Id, Point> {
  const places = pathPlaces(paths);
  const levels = orderedLevels(from, view).map((ids) => ids.filter((id) => !places.has(id)));
  const tallest = Math.max(0, ...levels.map((ids) => ids.length));
  const top = places.size === 0 ? (tallest / 2 - 0.5) * rowDistance : lowest(places) - 1.5 * rowDistance;
  levels.forEach((ids, degree) => {
    const first = places.size === 0 ? top - ((tallest - ids.length) / 2) * rowDistance : top;
    ids.forEach((id, index) => {
      places.set(id, { x: degree * columnDistance, y: first - index * rowDistance });
    });
  });
  placeRest(view, places, lowest(places) - 1.5 * rowDistance);
  return places;
}

function pathPlaces(paths: readonly (readonly Id[])[]): Map<Id, Point> {
  const places = new Map<Id, Point>();
  const width = Math.max(0, ...paths.map((ids) => ids.length - 1)) * columnDistance;
  paths.forEach((ids, row) => {
    const last = Math.max(ids.length - 1, 1);
    const y = ((paths.length - 1) / 2 - row) * pathDistance;
    ids.forEach((id, index) => {
      const isEnd = index === 0 || index === last;
      if (!places.has(id)) places.set(id, { x: (index / last) * width, y: isEnd ? 0 : y });
    });
  });
  return places;
}

function lowest(places: ReadonlyMap<Id, Point>): number {
  return [...places.values()].reduce((so, { y }) => Math.min(so, y), 0);
}

/** The nodes of each degree; neighbours of the same node of the previous degree are next to each other. */
function orderedLevels(from: Id, view: Network): Id[][] {
  const degrees = degreesFrom(from, view.around);
  const levels: Id[][] = [];
  for (const [id, degree] of degrees) (levels[degree] ??= []).push(id);
  for (let degree = 1; degree < levels.length; degree += 1) {
    const before = new Map((levels[degree - 1] ?? []).map((id, index) => [id, index]));
    const here = levels[degree] ?? [];
    const weight = new Map(here.map((id) => [id, meanPlace(id, view, before)]));
    levels[degree] = here.toSorted((one, other) => (weight.get(one) ?? 0) - (weight.get(other) ?? 0));
  }
  return levels;
}

function meanPlace(id: Id, view: Network, before: ReadonlyMap<Id, number>): number {
  const places = (view.around.get(id) ?? []).flatMap((one) => before.get(otherEnd(one, id)) ?? []);
  return places.reduce((sum, place) => sum + place, 0) / Math.max(places.length, 1);
}

function placeRest(view: Network, places: Map<Id, Point>, top: number): void {
  const rest = view.nodes.filter((node) => !places.has(node.id));
  const columns = Math.ceil(Math.sqrt(rest.length * 2));
  rest.forEach((node, index) => {
    const x = ((index % columns) - (columns - 1) / 2) * columnDistance * 0.6;
    places.set(node.id, { x, y: top - Math.floor(index / columns) * rowDistance });
  });
}
