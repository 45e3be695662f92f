import type { Coordinates, SigmaEvents } from "sigma/types";

import type { Id } from "../model/graph";
import type { Point } from "../model/scene";

/** In pixels; a shorter movement counts as a click. */
const threshold = 5;

/** The part of Sigma that dragging needs. */
interface Pointing {
  on<Name extends keyof SigmaEvents>(name: Name, listener: SigmaEvents[Name]): unknown;
  viewportToGraph(place: Coordinates): Coordinates;
}

/** Turns pointer events on a node into moves of the node. */
export class Dragging {
  #held: { id: Id; start: Point; moved: Point | null } | null = null;
  /** Whether the next click event is the end of a move. */
  hasJustMoved = false;

  constructor(sigma: Pointing, moved: (id: Id, to: Point, dropped: boolean) => void) {
    sigma.on("downNode", ({ node, event }) => {
      this.hasJustMoved = false;
      this.#held = { id: node, start: { x: event.x, y: event.y }, moved: null };
    });
    sigma.on("moveBody", ({ event, preventSigmaDefault }) => {
      const held = this.#held;
      if (held === null) return;
      const far = Math.hypot(event.x - held.start.x, event.y - held.start.y) > threshold;
      if (held.moved === null && !far) return;
      preventSigmaDefault();
      event.original.preventDefault();
      held.moved = sigma.viewportToGraph({ x: event.x, y: event.y });
      moved(held.id, held.moved, false);
    });
    const release = (): void => {
      const held = this.#held;
      this.#held = null;
      if (held?.moved === null || held === null) return;
      this.hasJustMoved = true;
      moved(held.id, held.moved, true);
    };
    sigma.on("upNode", release);
    sigma.on("upStage", release);
  }
}
