import type { CameraState } from "sigma/types";

import { prefersStillness } from "../layout/arranger";
import type { Id } from "../model/graph";
import type { Point } from "../model/scene";
import type { Drawer, DrawnGraph } from "./attributes";

/** The margins of the canvas that panels cover, in pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const closest = 0.5;
const cameraMilliseconds = 350;

/** The camera: which part of the graph is visible, and at which zoom. */
export class Viewpoint {
  readonly #graph: DrawnGraph;
  readonly #sigma: Drawer;
  readonly #glides: (isGliding: boolean) => void;
  #started = 0;

  /** `glides` is called when an animation of the camera starts, and when it ends. */
  constructor(graph: DrawnGraph, sigma: Drawer, glides: (isGliding: boolean) => void) {
    this.#graph = graph;
    this.#sigma = sigma;
    this.#glides = glides;
  }

  /** Fits all nodes into the free part of the canvas, at once or animated. */
  fit(insets: Insets, gliding: boolean): void {
    const nodes = this.#graph.mapNodes((_id, { x, y, size }) => ({ x, y, size }));
    if (nodes.length === 0) return;
    const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
    const box = { left: min(xs), right: max(xs), bottom: min(ys), top: max(ys) };
    const corner = this.#placeNow({ x: box.left, y: box.top });
    const opposite = this.#placeNow({ x: box.right, y: box.bottom });
    const { width, height } = this.#sigma.getDimensions();
    // Labels need room below their nodes and on both sides.
    const [freeWidth, freeHeight] = [(width - insets.left - insets.right) * 0.8, (height - insets.top - insets.bottom) * 0.8];
    const { ratio } = this.#sigma.getCamera().getState();
    const needed = Math.max((opposite.x - corner.x) / Math.max(freeWidth, 80), (opposite.y - corner.y) / Math.max(freeHeight, 80));
    const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    this.#look(middle, Math.max(ratio * needed, closest), insets, gliding);
  }

  /** Brings a node into the free part of the canvas if it is outside. */
  reveal(id: Id, insets: Insets): void {
    if (!this.#graph.hasNode(id)) return;
    const { x, y } = this.#graph.getNodeAttributes(id);
    const at = this.#sigma.graphToViewport({ x, y });
    const { width, height } = this.#sigma.getDimensions();
    const isFree = at.x > insets.left + 20 && at.x < width - insets.right - 20 && at.y > insets.top + 20 && at.y < height - insets.bottom - 40;
    if (!isFree) this.#look({ x, y }, this.#sigma.getCamera().ratio, insets, true);
  }

  /** Zooms in by a factor above 1, and out by a factor below 1. */
  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    this.#aim({ ...camera.getState(), ratio: camera.getBoundedRatio(camera.ratio / factor) }, true);
  }

  pan(right: number, down: number): void {
    const { width, height } = this.#sigma.getDimensions();
    const to = this.#sigma.viewportToFramedGraph({ x: width / 2 + right, y: height / 2 + down });
    this.#aim({ ...this.#sigma.getCamera().getState(), x: to.x, y: to.y }, true);
  }

  /** The place in the viewport for the current camera; Sigma itself uses the camera of the last frame. */
  #placeNow(place: Point): Point {
    return this.#sigma.graphToViewport(place, this.#cameraNow());
  }

  #cameraNow(): { cameraState: CameraState } {
    return { cameraState: this.#sigma.getCamera().getState() };
  }

  #look(middle: Point, ratio: number, insets: Insets, gliding: boolean): void {
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
    this.#started += 1;
    const mine = this.#started;
    this.#glides(true);
    void camera.animate(state, { duration: cameraMilliseconds }).then(() => {
      if (mine === this.#started) this.#glides(false);
    });
  }
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
