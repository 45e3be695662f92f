/** What the page gives the worker; node `i` stands at `places[2 * i]`, `places[2 * i + 1]`. */
export interface LayoutRequest {
  readonly places: Float32Array;
  readonly sizes: Float32Array;
  /** 1 where a node must stay. */
  readonly fixed: Uint8Array;
  /** Pairs of node numbers. */
  readonly links: Uint32Array;
}

/** Places in the request's order; sent often while the nodes find their way, and once with `done`. */
export interface LayoutProgress {
  readonly places: Float32Array;
  readonly done: boolean;
}
