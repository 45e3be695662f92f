import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import type { CameraState, EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { type GraphNode, type Id, fullName } from "../model/graph";
import { prefersStillness } from "../layout/arranger";
import type { Point } from "../model/scene";
import { radiusOf } from "../model/unseen";
import { type Colours, faded } from "./colours";
import { Dragging } from "./dragging";
import type { Drawing } from "./drawing";
import { type Emphasis, noEmphasis, pairName } from "./emphasis";
import { type Label, LabelLayer } from "./labels";
import { type ShapeData, ShapeProgram } from "./ShapeProgram";
import { shapeNumber } from "./shapes";

export interface StageEvents {
  select(id: Id | null): void;
  expand(id: Id): void;
  hover(id: Id | null): void;
  /** While a node is dragged, and once with `dropped` at its end. */
  move(id: Id, to: Point, dropped: boolean): void;
  /** After each picture: where the selected node is, in pixels. */
  rendered(selected: Point | null): void;
  /** When the camera begins to glide, and when it has come to rest. */
  glides(isGliding: boolean): void;
}

/** The part of the canvas that panels leave free, as distances from its sides in pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  node: GraphNode;
  note: string;
}

interface LinkAttributes {
  pair: string;
  directing: boolean;
  text: string;
}

/** Places count in this square; the camera decides how much of it is seen. */
const extent: [number, number] = [-500, 500];
const closest = 0.5;
const cameraMilliseconds = 350;
/** So far outside of a node, in pixels, a pointer still means it. */
const handTremble = 2;
/** With more links than this, those that do not stand out are as thin as a line can be, which is drawn much faster. */
const manyLinks = 1500;

/** The canvas: Sigma's drawing of nodes and relationships, and the labels above it. */
export class Stage {
  readonly #graph = new Graph<NodeAttributes, LinkAttributes>({ type: "undirected" });
  readonly #sigma: Sigma<NodeAttributes, LinkAttributes>;
  readonly #labels: LabelLayer;
  readonly #events: StageEvents;
  #colours: Colours;
  #emphasis: Emphasis = noEmphasis;
  #byImportance: GraphNode[] = [];
  #glides = 0;
  #namesAside = false;

  constructor(container: HTMLElement, colours: Colours, events: StageEvents) {
    this.#colours = colours;
    this.#events = events;
    this.#sigma = new Sigma(this.#graph, container, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram as never },
      edgeProgramClasses: { thin: EdgeLineProgram as never },
      nodeHoverProgramClasses: { shape: ShapeProgram as never },
      defaultDrawNodeHover: () => undefined,
      renderLabels: false,
      zIndex: true,
      minEdgeThickness: 1,
      minCameraRatio: 0.03,
      maxCameraRatio: 25,
      stagePadding: 0,
      enableCameraRotation: false,
      doubleClickTimeout: 500,
      doubleClickZoomingRatio: 1,
      nodeReducer: (_id, attributes) => this.#drawnNode(attributes),
      edgeReducer: (_id, attributes) => this.#drawnLink(attributes),
    });
    this.#sigma.setCustomBBox({ x: extent, y: extent });
    // Sigma would read a pixel back from the graphics card, and wait until the whole picture is drawn, for every move.
    this.#sigma["getNodeAtPosition"] = (place: Point) => this.#nodeAt(place);
    const canvas = this.#sigma.createCanvas("names", { beforeLayer: "mouse" });
    canvas.setAttribute("aria-hidden", "true");
    canvas.style.width = "100%";
    canvas.style.height = "100%";
    this.#labels = new LabelLayer(canvas);
    this.#bind();
  }

  /** Shows exactly the nodes and links of a drawing, each at its place. */
  show(drawing: Drawing, places: ReadonlyMap<Id, Point>): void {
    const graph = this.#graph;
    const wanted = new Set(drawing.nodes.map(({ node }) => node.id));
    graph.forEachNode((id) => {
      if (!wanted.has(id)) graph.dropNode(id);
    });
    for (const { node, note } of drawing.nodes) {
      const place = places.get(node.id) ?? { x: 0, y: 0 };
      graph.mergeNode(node.id, { x: place.x, y: place.y, size: radiusOf(node), node, note });
    }
    this.#showLinks(drawing);
    this.#namesAside = drawing.namesAside;
    this.#rank();
    this.#sigma.refresh();
  }

  /** Moves the nodes to their places. */
  place(places: ReadonlyMap<Id, Point>): void {
    this.#graph.updateEachNodeAttributes(
      (id, attributes) => {
        const place = places.get(id);
        if (place !== undefined) {
          attributes.x = place.x;
          attributes.y = place.y;
        }
        return attributes;
      },
      { attributes: ["x", "y"] },
    );
  }

  emphasize(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    this.#rank();
    this.#sigma.refresh({ skipIndexation: true });
  }

  recolour(colours: Colours): void {
    this.#colours = colours;
    this.#sigma.refresh({ skipIndexation: true });
  }

  /** Brings all nodes into the free part of the canvas, at once or gliding. */
  fit(insets: Insets, gliding: boolean): void {
    const nodes = this.#graph.mapNodes((_id, { x, y, size }) => ({ x, y, size }));
    if (nodes.length === 0) return;
    const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
    const box = { left: min(xs), right: max(xs), bottom: min(ys), top: max(ys) };
    const corner = this.#placeNow({ x: box.left, y: box.top });
    const opposite = this.#placeNow({ x: box.right, y: box.bottom });
    const { width, height } = this.#sigma.getDimensions();
    // Labels stand below their nodes and reach out at both sides.
    const [freeWidth, freeHeight] = [(width - insets.left - insets.right) * 0.8, (height - insets.top - insets.bottom) * 0.8];
    const { ratio } = this.#sigma.getCamera().getState();
    const needed = Math.max((opposite.x - corner.x) / Math.max(freeWidth, 80), (opposite.y - corner.y) / Math.max(freeHeight, 80));
    const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    this.#moveCamera(middle, Math.max(ratio * needed, closest), insets, gliding);
  }

  /** Brings a node into the free part of the canvas if it is not there. */
  reveal(id: Id, insets: Insets): void {
    if (!this.#graph.hasNode(id)) return;
    const { x, y } = this.#graph.getNodeAttributes(id);
    const at = this.#sigma.graphToViewport({ x, y });
    const { width, height } = this.#sigma.getDimensions();
    const isFree = at.x > insets.left + 20 && at.x < width - insets.right - 20 && at.y > insets.top + 20 && at.y < height - insets.bottom - 40;
    if (!isFree) this.#moveCamera({ x, y }, this.#sigma.getCamera().ratio, insets, true);
  }

  /** More than 1 comes nearer, less goes away. */
  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    this.#aim({ ...camera.getState(), ratio: camera.getBoundedRatio(camera.ratio / factor) }, true);
  }

  pan(right: number, down: number): void {
    const { width, height } = this.#sigma.getDimensions();
    const to = this.#sigma.viewportToFramedGraph({ x: width / 2 + right, y: height / 2 + down });
    this.#aim({ ...this.#sigma.getCamera().getState(), x: to.x, y: to.y }, true);
  }

  kill(): void {
    this.#sigma.kill();
  }

  #showLinks({ links: drawn }: Drawing): void {
    const graph = this.#graph;
    const links = new Map<string, LinkAttributes & { from: Id; to: Id }>();
    for (const { from, to, text, directing } of drawn) {
      const pair = pairName(from, to);
      const known = links.get(pair);
      // Two nodes have one line, however they are related.
      links.set(pair, { pair, from, to, text: known?.text || text, directing: directing || (known?.directing ?? false) });
    }
    graph.forEachEdge((pair) => {
      if (!links.has(pair)) graph.dropEdge(pair);
    });
    for (const { from, to, ...link } of links.values()) {
      if (graph.hasEdge(link.pair)) graph.mergeEdgeAttributes(link.pair, link);
      else graph.addEdgeWithKey(link.pair, from, to, link);
    }
  }

  #drawnNode({ node, x, y, size }: NodeAttributes): Partial<NodeDisplayData> {
    const { selected, near, pathNodes } = this.#emphasis;
    const colours = this.#colours;
    const isSelected = node.id === selected;
    const isPale = near !== null && !near.has(node.id);
    const drawn: Partial<ShapeData> = {
      x,
      y,
      size: isSelected ? size * 1.1 : size,
      label: null,
      type: "shape",
      shape: shapeNumber[node.kind],
      color: isPale ? faded(colours.kinds[node.kind], 0.22) : colours.kinds[node.kind],
      ring: colours.surface,
      halo: isSelected ? colours.accent : pathNodes.has(node.id) && !isPale ? faded(colours.accent, 0.4) : faded(colours.accent, 0),
      zIndex: isSelected ? 3 : near?.has(node.id) === true || pathNodes.has(node.id) ? 2 : 1,
    };
    return drawn;
  }

  #drawnLink({ pair, directing }: LinkAttributes): Partial<EdgeDisplayData> {
    const { near, hovered, selected, onPath } = this.#emphasis;
    const colours = this.#colours;
    const ends = pair.split(" ");
    const own = directing ? colours.directing : colours.line;
    const plain = this.#graph.size > manyLinks ? "thin" : "line";
    if (onPath.has(pair)) return { color: colours.accent, size: 3.2, zIndex: 3, type: "line" };
    if (hovered !== null) {
      return ends.includes(hovered)
        ? { color: directing ? colours.directing : colours.quiet, size: 2, zIndex: 2, type: "line" }
        : { color: faded(own, near === null ? 1 : 0.25), size: 1, zIndex: 0, type: plain };
    }
    if (selected !== null && ends.includes(selected)) {
      return { color: directing ? colours.directing : colours.quiet, size: 1.8, zIndex: 2, type: "line" };
    }
    return { color: own, size: 1.2, zIndex: 1, type: plain };
  }

  /** Labels are drawn in this order, so the important ones win the place. */
  #rank(): void {
    const { selected, hovered, near, pathNodes } = this.#emphasis;
    const importance = (node: GraphNode): number =>
      (node.id === hovered ? 4000 : 0) +
      (node.id === selected ? 2000 : 0) +
      (near?.has(node.id) === true ? 1000 : 0) +
      (pathNodes.has(node.id) ? 500 : 0) +
      radiusOf(node);
    const ranked = this.#graph.mapNodes((_id, { node }) => ({ node, rank: importance(node) }));
    this.#byImportance = ranked.sort((one, other) => other.rank - one.rank).map(({ node }) => node);
  }

  #drawNames(): void {
    const { width, height } = this.#sigma.getDimensions();
    const { text, quiet, surface } = this.#colours;
    this.#labels.draw(this.#labelsInView(), { text, quiet, surface }, width, height);
    this.#drawLinkNames();
    const { selected } = this.#emphasis;
    const isThere = selected !== null && this.#graph.hasNode(selected);
    this.#events.rendered(isThere ? this.#viewportPlace(selected) : null);
  }

  *#labelsInView(): Generator<Label> {
    const { selected, hovered, near, pathNodes } = this.#emphasis;
    for (const node of this.#byImportance) {
      if (!this.#graph.hasNode(node.id)) continue;
      const { size, note } = this.#graph.getNodeAttributes(node.id);
      const { x, y } = this.#viewportPlace(node.id);
      const strong = node.id === selected || node.id === hovered;
      // Along a path the names of films and people would be in each other's way.
      const side = pathNodes.has(node.id) ? (node.kind === "Film" ? "above" : "below") : this.#namesAside ? "right" : "below";
      const text = strong ? fullName(node) : node.label;
      yield { x, y, radius: this.#sigma.scaleSize(size) * (strong || pathNodes.has(node.id) ? 1.35 : 1), text, note, strong, side, faded: near?.has(node.id) === false };
    }
  }

  /** Who somebody plays, beside the lines that lead to the hovered or selected node, and on paths. */
  #drawLinkNames(): void {
    const { selected, hovered, onPath } = this.#emphasis;
    const { text, quiet, surface } = this.#colours;
    const focus = hovered ?? selected;
    const write = (pair: string): void => {
      if (!this.#graph.hasEdge(pair)) return;
      const { text: name } = this.#graph.getEdgeAttributes(pair);
      if (name === "") return;
      const [one, other] = this.#graph.extremities(pair).map((id) => this.#viewportPlace(id));
      if (one !== undefined && other !== undefined) {
        this.#labels.writeAlong(name, [one.x, one.y], [other.x, other.y], { text, quiet, surface });
      }
    };
    for (const pair of onPath) write(pair);
    if (focus === null || !this.#graph.hasNode(focus) || this.#graph.degree(focus) > 40) return;
    this.#graph.forEachEdge(focus, (pair) => {
      if (!onPath.has(pair)) write(pair);
    });
  }

  /** Where a place would be in a picture drawn now; Sigma itself answers for the picture that it has drawn last. */
  #placeNow(place: Point): Point {
    return this.#sigma.graphToViewport(place, this.#cameraNow());
  }

  #cameraNow(): { cameraState: CameraState } {
    return { cameraState: this.#sigma.getCamera().getState() };
  }

  #viewportPlace(id: Id): Point {
    const { x, y } = this.#graph.getNodeAttributes(id);
    return this.#sigma.graphToViewport({ x, y });
  }

  /** The node under the pointer. */
  #nodeAt(place: Point): Id | null {
    let found: { id: Id; distance: number } | null = null;
    for (const { node: id, attributes } of this.#graph.nodeEntries()) {
      const { x, y } = this.#sigma.graphToViewport(attributes);
      const distance = Math.hypot(x - place.x, y - place.y) / (this.#sigma.scaleSize(attributes.size) + handTremble);
      if (distance <= 1 && distance < (found?.distance ?? Infinity)) found = { id, distance };
    }
    return found?.id ?? null;
  }

  #moveCamera(middle: Point, ratio: number, insets: Insets, gliding: boolean): void {
    const framed = this.#sigma.viewportToFramedGraph(this.#placeNow(middle), this.#cameraNow());
    const state = { ...framed, ratio, angle: 0 };
    const shift = { x: (insets.left - insets.right) / 2, y: (insets.top - insets.bottom) / 2 };
    const { width, height } = this.#sigma.getDimensions();
    const aim = this.#sigma.viewportToFramedGraph({ x: width / 2 - shift.x, y: height / 2 - shift.y }, { cameraState: state });
    this.#aim({ ...state, x: aim.x, y: aim.y }, gliding);
  }

  #aim(state: CameraState, gliding: boolean): void {
    const camera = this.#sigma.getCamera();
    if (!gliding || prefersStillness()) {
      camera.setState(state);
      return;
    }
    this.#glides += 1;
    const mine = this.#glides;
    this.#events.glides(true);
    void camera.animate(state, { duration: cameraMilliseconds }).then(() => {
      if (mine === this.#glides) this.#events.glides(false);
    });
  }

  #bind(): void {
    const sigma = this.#sigma;
    sigma.on("afterRender", () => this.#drawNames());
    sigma.on("enterNode", ({ node }) => this.#events.hover(node));
    sigma.on("leaveNode", () => this.#events.hover(null));
    sigma.on("clickStage", () => this.#events.select(null));
    sigma.on("doubleClickStage", (event) => event.preventSigmaDefault());
    sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      this.#events.expand(event.node);
    });
    const dragging = new Dragging(sigma, (id, to, dropped) => this.#events.move(id, to, dropped));
    sigma.on("clickNode", ({ node }) => {
      if (!dragging.hasJustMoved) this.#events.select(node);
    });
  }
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
