/** A label, and the circle of the node that it belongs to, in pixels. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
  /** Drawn after the text in a quiet colour: how many neighbours are not shown. */
  readonly note: string;
  readonly strong: boolean;
  /** The preferred side; the others are tried after it. */
  readonly side: "below" | "above" | "right";
  readonly faded: boolean;
}

interface Style {
  readonly text: string;
  readonly quiet: string;
  readonly surface: string;
}

const cell = 7;
const fontSize = 12.5;
const lineHeight = fontSize * 1.25;
/** In characters. The selected node and the hovered node may have longer labels. */
const longest = 34;
const longestStrong = 110;
/** Slightly more than the width of a letter, in pixels. */
const widthOfSign = 8;
const mostLabels = 160;
const family = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/** Draws labels beside their nodes, the most important first; a label that would cover another or a node is omitted. */
export class LabelLayer {
  readonly #context: CanvasRenderingContext2D;
  readonly #canvas: HTMLCanvasElement;
  readonly #widths = new Map<string, number>();
  #taken = new Taken(0, 0);

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser cannot draw text on a canvas.");
    this.#canvas = canvas;
    this.#context = context;
  }

  /** `labels` in order of importance; returns how many are drawn. */
  draw(labels: Iterable<Label>, style: Style, width: number, height: number): number {
    this.#clear(width, height);
    const taken = new Taken(width, height);
    this.#taken = taken;
    let drawn = 0;
    const inView = [...labels].filter(({ x, y }) => x > -100 && y > -40 && x < width + 100 && y < height + 40);
    for (const { x, y, radius } of inView) taken.take(x - radius * 0.6, y - radius * 0.6, x + radius * 0.6, y + radius * 0.6);
    for (const label of inView.slice(0, mostLabels)) {
      const text = shortened(label.text, Math.min(label.strong ? longestStrong : longest, Math.floor(width / widthOfSign)));
      const noteWidth = label.note === "" ? 0 : this.#widthOf(` ${label.note}`, fontOf(false));
      const wide = this.#widthOf(text, fontOf(label.strong)) + noteWidth;
      const places = placesBeside(label, wide, width);
      const free = places.find(([left, top]) => taken.take(left - 2, top + 1, left + wide + 2, top + lineHeight - 1));
      const place = free ?? (label.strong ? places[0] : undefined);
      if (place === undefined) continue;
      this.#write(label, text, place, style);
      drawn += 1;
    }
    return drawn;
  }

  /** Writes a text at the middle of a line between two points, rotated along the line. */
  writeAlong(text: string, from: readonly [number, number], to: readonly [number, number], style: Style): void {
    const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
    const length = Math.hypot(right[0] - left[0], right[1] - left[1]);
    const font = fontOf(false);
    const shown = shortened(text, longest);
    const width = this.#widthOf(shown, font);
    if (width + 36 > length) return;
    const [x, y] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
    const angle = Math.atan2(right[1] - left[1], right[0] - left[0]);
    const reach = { x: (Math.cos(angle) * width) / 2 + 4, y: (Math.abs(Math.sin(angle)) * width) / 2 + fontSize / 2 };
    if (!this.#taken.take(x - reach.x, y - reach.y - 4, x + reach.x, y + reach.y - 4)) return;
    const context = this.#context;
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.font = font;
    context.textAlign = "center";
    this.#outlined(shown, 0, -5, style.quiet, style.surface);
    context.restore();
  }

  #write(label: Label, text: string, [left, top]: readonly [number, number], style: Style): void {
    const context = this.#context;
    context.globalAlpha = label.faded ? 0.35 : 1;
    context.textAlign = "left";
    context.font = fontOf(label.strong);
    const baseline = top + fontSize;
    this.#outlined(text, left, baseline, style.text, style.surface);
    if (label.note !== "") {
      const start = left + this.#widthOf(text, fontOf(label.strong));
      context.font = fontOf(false);
      this.#outlined(` ${label.note}`, start, baseline, style.quiet, style.surface);
    }
    context.globalAlpha = 1;
  }

  #outlined(text: string, x: number, y: number, colour: string, surface: string): void {
    const context = this.#context;
    context.lineWidth = 3.5;
    context.lineJoin = "round";
    context.strokeStyle = surface;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  #widthOf(text: string, font: string): number {
    const name = `${font} ${text}`;
    const known = this.#widths.get(name);
    if (known !== undefined) return known;
    this.#context.font = font;
    const { width } = this.#context.measureText(text);
    this.#widths.set(name, width);
    return width;
  }

  #clear(width: number, height: number): void {
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide || this.#canvas.height !== high) {
      this.#canvas.width = wide;
      this.#canvas.height = high;
    }
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, width, height);
  }
}

/** The possible top left corners of a label, the preferred one first; never outside the canvas. */
function placesBeside({ x, y, radius, side }: Label, wide: number, width: number): [number, number][] {
  const away = radius + 3;
  const [middle, last] = [y - lineHeight / 2, width - wide - 2];
  // If the node itself is outside the canvas, its label may be too.
  const centred = x < 0 || x > width ? x - wide / 2 : Math.max(Math.min(x - wide / 2, last), 2);
  const upright: [number, number][] = [
    [centred, y + away],
    [centred, y - away - lineHeight],
  ];
  const level: [number, number][] = [
    [x + away + 2, middle],
    [x - away - 2 - wide, middle],
  ];
  const within = level.filter(([left]) => left >= 2 && left <= last);
  if (side === "right") return [...within, ...upright];
  return side === "above" ? [...upright.toReversed(), ...within] : [...upright, ...within];
}

function fontOf(strong: boolean): string {
  return `${strong ? 650 : 450} ${fontSize}px ${family}`;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** The cells of the canvas that are already covered. */
class Taken {
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: Uint8Array;

  constructor(width: number, height: number) {
    this.#columns = Math.ceil(width / cell) + 1;
    this.#rows = Math.ceil(height / cell) + 1;
    this.#cells = new Uint8Array(this.#columns * this.#rows);
  }

  /** Covers a box if all of it is free; whether it was free. */
  take(left: number, top: number, right: number, bottom: number): boolean {
    const [first, last] = [this.#clamp(left, this.#columns), this.#clamp(right, this.#columns)];
    const [upper, lower] = [this.#clamp(top, this.#rows), this.#clamp(bottom, this.#rows)];
    for (let row = upper; row <= lower; row += 1) {
      for (let column = first; column <= last; column += 1) {
        if (this.#cells[row * this.#columns + column] === 1) return false;
      }
    }
    for (let row = upper; row <= lower; row += 1) {
      this.#cells.fill(1, row * this.#columns + first, row * this.#columns + last + 1);
    }
    return true;
  }

  #clamp(pixel: number, count: number): number {
    return Math.min(Math.max(Math.floor(pixel / cell), 0), count - 1);
  }
}
