/** The message to the worker; node `i` is at `places[2 * i]`, `places[2 * i + 1]`. */
export interface LayoutRequest {
  readonly places: Float32Array;
  readonly sizes: Float32Array;
  /** 1 for a node that must not move. */
  readonly fixed: Uint8Array;
  /** Pairs of node numbers. */
  readonly links: Uint32Array;
}

/** The message to the page: positions in the order of the request. It is sent repeatedly, at last with `done`. */
export interface LayoutProgress {
  readonly places: Float32Array;
  readonly done: boolean;
}
