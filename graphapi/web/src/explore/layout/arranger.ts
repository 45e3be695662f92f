import type { Id } from "../model/graph";
import { type Point, type Scene, lastConnection, members } from "../model/scene";
import type { Network } from "../model/links";
import { placeArrivals } from "./arrival";
import { columnPlaces, ringPlaces } from "./degrees";
import type { LayoutProgress, LayoutRequest } from "./messages";
import LayoutWorker from "./worker?worker";

const glideMilliseconds = 450;

type Watcher = (isSettled: boolean) => void;

/** Holds the positions of all present and former nodes, and moves nodes to the positions of the layout. */
export class Arranger {
  readonly places = new Map<Id, Point>();
  readonly #changed: Watcher;
  #worker: Worker | null = null;
  #frame = 0;

  constructor(changed: Watcher) {
    this.#changed = changed;
  }

  /** Starts the layout of a scene; `changed` is called for every step, and with true at the end. */
  arrange(scene: Scene, view: Network, radius: (id: Id) => number): void {
    this.stop();
    placeArrivals(view, this.places);
    for (const [id, place] of scene.pins) this.places.set(id, place);
    const from = scene.layout.from !== null && view.around.has(scene.layout.from) ? scene.layout.from : view.nodes[0]?.id;
    if (from === undefined) this.#changed(true);
    else if (scene.layout.kind === "force") this.#startForces(scene, view, radius);
    else {
      const goal = scene.layout.kind === "rings" ? ringPlaces(from, view) : columnPlaces(from, view, pathsFrom(from, scene, view));
      this.glide(new Map([...goal, ...scene.pins]));
    }
  }

  /** Restores saved positions; false if they do not match the nodes of the scene. */
  restore(scene: Scene, places: readonly Point[]): boolean {
    const ids = members(scene);
    if (places.length === 0 || places.length !== ids.length) return false;
    this.stop();
    ids.forEach((id, index) => this.places.set(id, places[index] ?? { x: 0, y: 0 }));
    this.#changed(true);
    return true;
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    cancelAnimationFrame(this.#frame);
  }

  #startForces(scene: Scene, view: Network, radius: (id: Id) => number): void {
    const ids = view.nodes.map((node) => node.id);
    const worker = new LayoutWorker();
    this.#worker = worker;
    let latest: LayoutProgress | null = null;
    const take = (): void => {
      if (latest === null) return;
      const { places, done } = latest;
      latest = null;
      ids.forEach((id, index) => this.places.set(id, { x: places[2 * index] ?? 0, y: places[2 * index + 1] ?? 0 }));
      if (done) this.stop();
      this.#changed(done);
    };
    worker.onmessage = ({ data }: MessageEvent<LayoutProgress>) => {
      if (prefersStillness() && !data.done) return;
      // If the page draws more slowly than the worker computes, it skips intermediate results.
      if (latest === null) this.#frame = requestAnimationFrame(take);
      latest = data;
    };
    worker.postMessage(this.#request(scene, view, radius));
    this.#changed(false);
  }

  #request(scene: Scene, view: Network, radius: (id: Id) => number): LayoutRequest {
    const { nodes, relationships } = view;
    const numbers = new Map(nodes.map((node, index) => [node.id, index]));
    const places = new Float32Array(nodes.length * 2);
    nodes.forEach((node, index) => {
      const place = this.places.get(node.id);
      places[2 * index] = place?.x ?? 0;
      places[2 * index + 1] = place?.y ?? 0;
    });
    return {
      places,
      sizes: Float32Array.from(nodes, (node) => radius(node.id)),
      fixed: Uint8Array.from(nodes, (node) => (scene.pins.has(node.id) ? 1 : 0)),
      links: Uint32Array.from(relationships.flatMap(({ from, to }) => [numbers.get(from) ?? 0, numbers.get(to) ?? 0])),
    };
  }

  /** Moves nodes to their new positions, animated. */
  glide(goal: ReadonlyMap<Id, Point>): void {
    this.stop();
    const moving = [...goal];
    const starts = new Map(moving.map(([id, to]) => [id, this.places.get(id) ?? to]));
    this.#changed(false);
    const begin = performance.now();
    const move = (now: number): void => {
      const part = prefersStillness() ? 1 : Math.min(Math.max((now - begin) / glideMilliseconds, 0), 1);
      const eased = 1 - (1 - part) ** 3;
      for (const [id, to] of moving) {
        const from = starts.get(id) ?? to;
        this.places.set(id, { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased });
      }
      this.#changed(part === 1);
      if (part < 1) this.#frame = requestAnimationFrame(move);
    };
    this.#frame = requestAnimationFrame(move);
  }
}

/** The visible nodes of the paths of the last connection, if it starts at `from`. */
function pathsFrom(from: Id, scene: Scene, view: Network): readonly (readonly Id[])[] {
  const connection = lastConnection(scene);
  if (connection?.question.from !== from) return [];
  const seen = new Set(view.nodes.map((node) => node.id));
  return connection.paths.map(({ ids }) => ids.filter((id) => seen.has(id))).filter((ids) => ids.length > 1);
}

export function prefersStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
