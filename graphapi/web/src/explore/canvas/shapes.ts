import { type Kind, kinds } from "../model/kinds";

/** The shapes of the kinds, as the shader encodes them: 0 a disc, 1 a rounded square, else a polygon's corners. */
const shapes = [1, 0, 4, 6, 3, 5, 8, 7];

export function shapeOf(kind: Kind): number {
  return shapes[kinds.indexOf(kind) % shapes.length] ?? 0;
}

/** Half the width of the square, and the distance of a polygon's sides from its centre, for a disc of radius 1. */
export const squareHalf = 0.88;
export const cornerRadius = 0.26;
export const sideDistance: Record<number, number> = { 3: 0.66, 4: 0.84, 5: 0.86, 6: 0.9, 7: 0.9, 8: 0.9 };

/** The corners of a polygon with one corner at the top, as the `points` of an SVG; y grows downwards. */
export function polygonPoints(corners: number, radius = 1, x = 0, y = 0): string {
  const reach = (radius * (sideDistance[corners] ?? 1)) / Math.cos(Math.PI / corners);
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners - Math.PI / 2;
    return `${round(x + reach * Math.cos(angle))},${round(y + reach * Math.sin(angle))}`;
  }).join(" ");
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
