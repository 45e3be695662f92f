/** The one function of forceatlas2 that needs no graph object and creates no worker from a blob: address. */
declare module "graphology-layout-forceatlas2/iterate.js" {
  export default function iterate(
    settings: Record<string, number | boolean>,
    nodes: Float32Array,
    links: Float32Array,
  ): void;
}
