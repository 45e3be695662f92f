import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import type { Id } from "../model/graph";
import type { Point } from "../model/scene";
import { radiusOf } from "../model/unseen";
import { Names } from "./Names";
import { type ShapeData, ShapeProgram } from "./ShapeProgram";
import { Viewpoint } from "./Viewpoint";
import type { Drawer, DrawnGraph, LinkAttributes, NodeAttributes } from "./attributes";
import { type Colours, faded } from "./colours";
import { Dragging } from "./dragging";
import type { Drawing } from "./drawing";
import { type Emphasis, noEmphasis, pairName } from "./emphasis";
import { shapeOf } from "./shapes";

export interface StageEvents {
  select(id: Id | null): void;
  expand(id: Id): void;
  hover(id: Id | null): void;
  /** Called while a node is dragged, and once with `dropped` at the end. */
  move(id: Id, to: Point, dropped: boolean): void;
  /** Called after each frame with the position of the selected node, in pixels. */
  rendered(selected: Point | null): void;
  /** Called when an animation of the camera starts, and when it ends. */
  glides(isGliding: boolean): void;
}

/** The bounding box of positions; the camera decides which part of it is visible. */
const extent: [number, number] = [-500, 500];
/** The distance outside a node, in pixels, within which the pointer still hits it. */
const handTremble = 2;
/** Unused layers of Sigma, which are hidden: Sigma clears them in every frame, and the browser would copy them. */
const emptyLayers = ["edgeLabels", "labels", "hovers", "hoverNodes"];
/** With more links than this, links without emphasis are drawn as thin as possible, which is much faster. */
const manyLinks = 1500;

/** The canvas: Sigma's drawing of nodes and relationships, and the labels above it. */
export class Stage {
  readonly #graph: DrawnGraph = new Graph<NodeAttributes, LinkAttributes>({ type: "undirected" });
  readonly #sigma: Drawer;
  readonly #names: Names;
  readonly viewpoint: Viewpoint;
  readonly #events: StageEvents;
  #colours: Colours;
  #emphasis: Emphasis = noEmphasis;

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
    // For every pointer move, Sigma would read a pixel back from the graphics card and wait for the frame to finish.
    this.#sigma["getNodeAtPosition"] = (place: Point) => this.#nodeAt(place);
    const canvases = this.#sigma.getCanvases();
    for (const layer of emptyLayers) if (canvases[layer] !== undefined) canvases[layer].style.display = "none";
    const canvas = this.#sigma.createCanvas("names", { beforeLayer: "mouse" });
    canvas.setAttribute("aria-hidden", "true");
    canvas.style.width = "100%";
    canvas.style.height = "100%";
    this.#names = new Names(this.#graph, this.#sigma, canvas);
    this.viewpoint = new Viewpoint(this.#graph, this.#sigma, (isGliding) => events.glides(isGliding));
    this.#bind();
  }

  /** Shows exactly the nodes and links of a drawing, each at its position. */
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
    this.#names.areAside = drawing.namesAside;
    this.#names.rank(this.#emphasis);
    this.#sigma.refresh();
  }

  /** Moves the nodes to their positions. */
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
    this.#names.rank(emphasis);
    this.#sigma.refresh({ skipIndexation: true });
  }

  recolour(colours: Colours): void {
    this.#colours = colours;
    this.#sigma.refresh({ skipIndexation: true });
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
      // There is one line between two nodes, however many relationships they have.
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
      shape: shapeOf(node.kind),
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

  #drawn(): void {
    this.#names.draw(this.#colours);
    const { selected } = this.#emphasis;
    const isThere = selected !== null && this.#graph.hasNode(selected);
    this.#events.rendered(isThere ? this.#sigma.graphToViewport(this.#graph.getNodeAttributes(selected)) : null);
  }

  #bind(): void {
    const sigma = this.#sigma;
    sigma.on("afterRender", () => this.#drawn());
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
