import type Graph from "graphology";
import type Sigma from "sigma";

import type { GraphNode } from "../model/graph";

/** What is drawn of a node. */
export interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  node: GraphNode;
  note: string;
}

/** What is drawn of all that relates two nodes: one line. */
export interface LinkAttributes {
  pair: string;
  directing: boolean;
  text: string;
}

export type DrawnGraph = Graph<NodeAttributes, LinkAttributes>;
export type Drawer = Sigma<NodeAttributes, LinkAttributes>;
