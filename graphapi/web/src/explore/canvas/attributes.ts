import type Graph from "graphology";
import type Sigma from "sigma";

import type { GraphNode } from "../model/graph";

/** The attributes that a node is drawn with. */
export interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  node: GraphNode;
  note: string;
}

/** The attributes of the one line between two related nodes. */
export interface LinkAttributes {
  pair: string;
  directing: boolean;
  text: string;
}

export type DrawnGraph = Graph<NodeAttributes, LinkAttributes>;
export type Drawer = Sigma<NodeAttributes, LinkAttributes>;
