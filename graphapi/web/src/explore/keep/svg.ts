import type { Colours } from "../canvas/colours";
import type { Emphasis } from "../canvas/emphasis";
import { pairName } from "../canvas/emphasis";
import { cornerRadius, polygonPoints, round, shapeOf, squareHalf } from "../canvas/shapes";
import { type GraphNode, type Id, fullName } from "../model/graph";
import { kinds, plural } from "../model/kinds";
import type { Point } from "../model/scene";
import { radiusOf } from "../model/unseen";
import type { View } from "../model/view";

const margin = 90;
const labelSize = 12;
const legendStep = 22;

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** The canvas as a self-contained SVG: everything that the scene shows, with a legend. */
export function drawPicture(view: View, places: ReadonlyMap<Id, Point>, colours: Colours, emphasis: Emphasis): Picture {
  const at = (id: Id): Point => places.get(id) ?? { x: 0, y: 0 };
  const xs = view.nodes.map(({ id }) => at(id).x);
  const ys = view.nodes.map(({ id }) => -at(id).y);
  const [left, top] = [least(xs) - margin, least(ys) - margin];
  const present = kinds.filter((kind) => view.nodes.some((node) => node.kind === kind));
  const width = Math.ceil(Math.max(-least(xs.map((x) => -x)) + margin - left, 320));
  const height = Math.ceil(-least(ys.map((y) => -y)) + margin - top + present.length * legendStep + 10);
  const place = (id: Id): Point => ({ x: round(at(id).x - left), y: round(-at(id).y - top) });

  const lines = view.relationships.map(({ from, to, type }) => {
    const [start, end] = [place(from), place(to)];
    const isPath = emphasis.onPath.has(pairName(from, to));
    const colour = isPath ? colours.accent : type === "DIRECTED" ? colours.directing : colours.line;
    return `<line x1="${start.x}" y1="${start.y}" x2="${end.x}" y2="${end.y}" stroke="${colour}" stroke-width="${isPath ? 3.2 : 1.2}"/>`;
  });
  const nodes = view.nodes.map((node) => {
    const { x, y } = place(node.id);
    const radius = round(radiusOf(node));
    const words = escaped(fullName(node));
    return (
      `<g><title>${words}</title>${shape(node, radius, x, y, colours)}` +
      `<text x="${x}" y="${round(y + radius + labelSize + 3)}" text-anchor="middle" fill="${colours.text}" stroke="${colours.surface}" stroke-width="3" paint-order="stroke">${words}</text></g>`
    );
  });
  const legend = present.map((kind, index) => {
    const y = height - (present.length - index) * legendStep + 4;
    const sample = { kind, id: "", key: "", label: "", year: null, totals: null };
    return `${shape(sample, 7, 24, y, colours)}<text x="40" y="${y + 4}" fill="${colours.quiet}">${plural[kind]}</text>`;
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="${labelSize}"><rect width="100%" height="100%" fill="${colours.surface}"/>` +
    `${lines.join("")}${nodes.join("")}${legend.join("")}</svg>`;
  return { width, height, svg };
}

/** The picture as PNG, with two pixels per unit. */
export async function asPng({ width, height, svg }: Picture): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture is too large.")) : resolve(blob)), "image/png");
  });
}

function shape(node: GraphNode, radius: number, x: number, y: number, colours: Colours): string {
  const look = `fill="${colours.kinds[node.kind]}" stroke="${colours.surface}" stroke-width="1.5"`;
  const number = shapeOf(node.kind);
  if (number === 0) return `<circle cx="${x}" cy="${y}" r="${radius}" ${look}/>`;
  if (number === 1) {
    const half = round(radius * squareHalf);
    return `<rect x="${round(x - half)}" y="${round(y - half)}" width="${2 * half}" height="${2 * half}" rx="${round(radius * cornerRadius)}" ${look}/>`;
  }
  return `<polygon points="${polygonPoints(number, radius, x, y)}" ${look}/>`;
}

function least(values: readonly number[]): number {
  return values.reduce((so, value) => Math.min(so, value), values[0] ?? 0);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
