import iterate from "graphology-layout-forceatlas2/iterate.js";

import type { LayoutRequest } from "./messages";

// The matrices of forceatlas2: ten numbers per node, three per link.
const nodeWidth = 10;
const linkWidth = 3;
const [x, y, mass, convergence, size, fixed] = [0, 1, 6, 7, 8, 9];

/** A force-directed layout: nodes repel each other, links attract. It is computed in portions of iterations. */
export class Forces {
  readonly #nodes: Float32Array;
  readonly #links: Float32Array;
  readonly #count: number;
  readonly #iterations: number;
  #done = 0;

  constructor(request: LayoutRequest) {
    this.#count = request.sizes.length;
    this.#nodes = nodeMatrix(request);
    this.#links = linkMatrix(request.links);
    this.#iterations = iterationsFor(this.#count);
  }

  get isDone(): boolean {
    return this.#done >= this.#iterations;
  }

  /** Runs iterations for about this time. */
  advance(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    do {
      // Node sizes count only in the last iterations; before, they would keep nodes from passing each other.
      iterate(settings(this.#count, this.#done > this.#iterations * 0.6), this.#nodes, this.#links);
      this.#done += 1;
    } while (!this.isDone && performance.now() < end);
  }

  places(): Float32Array {
    const places = new Float32Array(this.#count * 2);
    for (let node = 0; node < this.#count; node += 1) {
      places[2 * node] = this.#nodes[node * nodeWidth + x] ?? 0;
      places[2 * node + 1] = this.#nodes[node * nodeWidth + y] ?? 0;
    }
    return places;
  }
}

function iterationsFor(count: number): number {
  return count > 1000 ? 200 : count > 300 ? 350 : 600;
}

function settings(count: number, adjustSizes: boolean): Record<string, number | boolean> {
  return {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes,
    edgeWeightInfluence: 0,
    scalingRatio: count > 300 ? 60 : 210,
    // This gravity grows with the distance, so that unconnected nodes do not drift away.
    strongGravityMode: true,
    gravity: 0.05,
    slowDown: 1 + Math.log(count + 1) * 2,
    barnesHutOptimize: count > 400,
    barnesHutTheta: 0.6,
  };
}

function nodeMatrix({ places, sizes, fixed: stays, links }: LayoutRequest): Float32Array {
  const matrix = new Float32Array(sizes.length * nodeWidth);
  sizes.forEach((radius, node) => {
    const start = node * nodeWidth;
    matrix[start + x] = places[2 * node] ?? 0;
    matrix[start + y] = places[2 * node + 1] ?? 0;
    matrix[start + mass] = 1;
    matrix[start + convergence] = 1;
    matrix[start + size] = radius;
    matrix[start + fixed] = stays[node] ?? 0;
  });
  for (const node of links) matrix[node * nodeWidth + mass] = (matrix[node * nodeWidth + mass] ?? 1) + 1;
  return matrix;
}

function linkMatrix(links: Uint32Array): Float32Array {
  const matrix = new Float32Array((links.length / 2) * linkWidth);
  for (let link = 0; link < links.length / 2; link += 1) {
    matrix[link * linkWidth] = (links[2 * link] ?? 0) * nodeWidth;
    matrix[link * linkWidth + 1] = (links[2 * link + 1] ?? 0) * nodeWidth;
    matrix[link * linkWidth + 2] = 1;
  }
  return matrix;
}
