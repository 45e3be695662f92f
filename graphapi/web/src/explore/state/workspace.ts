import { Arranger, prefersStillness } from "../layout/arranger";
import { toAddress } from "../model/address";
import { type Point, type Scene, emptyScene, members } from "../model/scene";
import { radiusOf } from "../model/unseen";
import { type View, viewOf } from "../model/view";
import { Explorer } from "./explorer";
import { Store } from "./store";

/** The state of the layout that the canvas needs. */
export interface Arrangement {
  readonly isSettled: boolean;
  /** Increases when nodes move. */
  readonly version: number;
  /** Increases when all nodes should be brought into view. */
  readonly fits: number;
}

/** The distance that a key moves a node, in units of positions. */
const pushStep = 15;

/** The explorer, and the positions of its nodes and the address, which follow its state. */
export class Workspace {
  readonly explorer = new Explorer();
  readonly arrangement = new Store<Arrangement>({ isSettled: true, version: 0, fits: 0 });
  readonly arranger: Arranger;
  #scene: Scene = emptyScene;
  #libraryView: View | null = null;
  #snapshots = new WeakMap<Scene, ReadonlyMap<string, Point>>();
  #restored: readonly Point[] | null = null;
  #written = "";
  #isDragging = false;
  #pushed: string | null = null;

  constructor() {
    this.arranger = new Arranger((isSettled) => this.#moved(isSettled));
    this.explorer.store.subscribe(() => this.#follow());
  }

  /** The visible part of the current scene. */
  get view(): View {
    const { history, library } = this.explorer.store.get();
    return viewOf(history.scene, library);
  }

  /** Opens the scene of the page's address, now and whenever the address changes. */
  async begin(): Promise<void> {
    window.addEventListener("hashchange", () => {
      if (window.location.hash.slice(1) !== this.#written) void this.#open(window.location.hash);
    });
    void this.explorer.begin();
    await this.#open(window.location.hash);
  }

  /** The address that opens the current scene. */
  get address(): string {
    const { scene } = this.explorer.store.get().history;
    return toAddress(scene, members(scene).map((id) => this.arranger.places.get(id)));
  }

  fit(): void {
    const now = this.arrangement.get();
    this.arrangement.update({ fits: now.fits + 1 });
  }

  /** Zooms the canvas, if there is one. */
  zoom: (factor: number) => void = () => undefined;

  /** Moves a dragged node; it stays where it is dropped. */
  drag(id: string, to: Point, dropped: boolean): void {
    this.arranger.stop();
    if (!this.#isDragging) {
      // Undo restores the positions from before the first of these moves.
      this.#remember(this.#scene);
      this.#isDragging = true;
    }
    this.arranger.places.set(id, to);
    this.#moved(true);
    if (!dropped) return;
    this.explorer.move(id, to);
    this.#isDragging = false;
  }

  /** Moves a node by one step, each time its key repeats; it stays there when the key is released. */
  push(id: string, [right, down]: readonly [number, number]): void {
    const from = this.arranger.places.get(id);
    if (from === undefined) return;
    this.#pushed = id;
    this.drag(id, { x: from.x + right * pushStep, y: from.y - down * pushStep }, false);
  }

  dropPushed(): void {
    const id = this.#pushed;
    this.#pushed = null;
    const place = id === null ? undefined : this.arranger.places.get(id);
    if (id !== null && place !== undefined) this.drag(id, place, true);
  }

  async #open(hash: string): Promise<void> {
    // The scene changes before this call returns, so the positions must be known by then.
    await this.explorer.openAddress(hash, (places) => {
      this.#restored = places;
    });
  }

  #follow(): void {
    const { history } = this.explorer.store.get();
    const view = this.view;
    const before = this.#scene;
    if (history.scene === before && view === this.#libraryView) return;
    this.#scene = history.scene;
    this.#libraryView = view;
    if (history.scene === before) return;
    if (!this.#isDragging) this.#remember(before);
    this.#arrange(before, history.scene, view);
  }

  #remember(scene: Scene): void {
    const ids = members(scene);
    if (ids.length === 0 || !this.arrangement.get().isSettled) return;
    const places = ids.flatMap((id): [string, Point][] => {
      const place = this.arranger.places.get(id);
      return place === undefined ? [] : [[id, place]];
    });
    this.#snapshots.set(scene, new Map(places));
  }

  #arrange(before: Scene, scene: Scene, view: View): void {
    const restored = this.#restored;
    this.#restored = null;
    if (restored !== null && this.arranger.restore(scene, restored)) {
      this.fit();
      return;
    }
    const snapshot = this.#snapshots.get(scene);
    if (snapshot !== undefined) {
      this.arranger.glide(snapshot);
      return;
    }
    const there = new Set(members(before));
    const hasArrivals = members(scene).some((id) => !there.has(id));
    const keepsOrder = scene.layout.kind === "force" && scene.layout === before.layout;
    if (keepsOrder && !hasArrivals) {
      for (const [id, place] of scene.pins) this.arranger.places.set(id, place);
      this.#moved(true);
      return;
    }
    this.arranger.arrange(scene, view, (id) => {
      const node = view.byId.get(id);
      return node === undefined ? 8 : radiusOf(node);
    });
  }

  #moved(isSettled: boolean): void {
    const now = this.arrangement.get();
    const hasArrived = isSettled && !now.isSettled;
    this.arrangement.set({ isSettled, version: now.version + 1, fits: now.fits + (hasArrived || (!isSettled && !prefersStillness()) ? 1 : 0) });
    if (isSettled) this.#write();
  }

  #write(): void {
    this.#written = this.address;
    const { pathname, search } = window.location;
    window.history.replaceState(null, "", this.#written === "" ? pathname + search : `#${this.#written}`);
  }
}
