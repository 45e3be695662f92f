import { type GraphNode, type Id, fullName } from "../model/graph";
import type { Point } from "../model/scene";
import { radiusOf } from "../model/unseen";
import type { Drawer, DrawnGraph } from "./attributes";
import type { Colours } from "./colours";
import { type Emphasis, noEmphasis } from "./emphasis";
import { type Label, LabelLayer } from "./labels";

/** Draws the names of nodes, and texts along emphasized lines. */
export class Names {
  readonly #graph: DrawnGraph;
  readonly #sigma: Drawer;
  readonly #labels: LabelLayer;
  #emphasis: Emphasis = noEmphasis;
  #byImportance: GraphNode[] = [];
  /** Whether names are at the side of their nodes, as in columns. */
  areAside = false;

  constructor(graph: DrawnGraph, sigma: Drawer, canvas: HTMLCanvasElement) {
    this.#graph = graph;
    this.#sigma = sigma;
    this.#labels = new LabelLayer(canvas);
  }

  /** Sorts the nodes by importance. Labels are drawn in this order, so important ones take their place first. */
  rank(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    const { selected, hovered, near, pathNodes } = emphasis;
    const importance = (node: GraphNode): number =>
      (node.id === hovered ? 4000 : 0) +
      (node.id === selected ? 2000 : 0) +
      (near?.has(node.id) === true ? 1000 : 0) +
      (pathNodes.has(node.id) ? 500 : 0) +
      radiusOf(node);
    const ranked = this.#graph.mapNodes((_id, { node }) => ({ node, rank: importance(node) }));
    this.#byImportance = ranked.sort((one, other) => other.rank - one.rank).map(({ node }) => node);
  }

  draw(colours: Colours): void {
    const { width, height } = this.#sigma.getDimensions();
    this.#labels.draw(this.#labelsInView(), colours, width, height);
    this.#drawLinkNames(colours);
  }

  *#labelsInView(): Generator<Label> {
    const { selected, hovered, near, pathNodes } = this.#emphasis;
    for (const node of this.#byImportance) {
      if (!this.#graph.hasNode(node.id)) continue;
      const { size, note } = this.#graph.getNodeAttributes(node.id);
      const { x, y } = this.#viewportPlace(node.id);
      const strong = node.id === selected || node.id === hovered;
      // On paths, films have their names above and people below, because the names would overlap.
      const side = pathNodes.has(node.id) ? (node.kind === "Film" ? "above" : "below") : this.areAside ? "right" : "below";
      const text = strong ? fullName(node) : node.label;
      yield { x, y, radius: this.#sigma.scaleSize(size) * (strong || pathNodes.has(node.id) ? 1.35 : 1), text, note, strong, side, faded: near?.has(node.id) === false };
    }
  }

  /** Writes characters along the lines of the hovered or selected node, and along paths. */
  #drawLinkNames(colours: Colours): void {
    const { selected, hovered, onPath } = this.#emphasis;
    const focus = hovered ?? selected;
    const write = (pair: string): void => {
      if (!this.#graph.hasEdge(pair)) return;
      const { text: name } = this.#graph.getEdgeAttributes(pair);
      if (name === "") return;
      const [one, other] = this.#graph.extremities(pair).map((id) => this.#viewportPlace(id));
      if (one !== undefined && other !== undefined) {
        this.#labels.writeAlong(name, [one.x, one.y], [other.x, other.y], colours);
      }
    };
    for (const pair of onPath) write(pair);
    if (focus === null || !this.#graph.hasNode(focus) || this.#graph.degree(focus) > 40) return;
    this.#graph.forEachEdge(focus, (pair) => {
      if (!onPath.has(pair)) write(pair);
    });
  }

  #viewportPlace(id: Id): Point {
    const { x, y } = this.#graph.getNodeAttributes(id);
    return this.#sigma.graphToViewport({ x, y });
  }
}
