import type { GraphNode, Id } from "../model/graph";
import type { Scene } from "../model/scene";
import { unseenCount } from "../model/unseen";
import type { View } from "../model/view";

/** What the canvas draws, whatever it is made from. */
export interface Drawing {
  /** With a few quiet signs beside the name. */
  readonly nodes: readonly { readonly node: GraphNode; readonly note: string }[];
  readonly links: readonly { readonly from: Id; readonly to: Id; readonly text: string; readonly directing: boolean }[];
  /** Whether names stand at the right of their nodes, if there is room; else below. */
  readonly namesAside: boolean;
}

export function drawingOf(view: View, { layout }: Scene): Drawing {
  return {
    // In a column, what is below a node is the next one.
    namesAside: layout.kind === "columns",
    nodes: view.nodes.map((node) => {
      const unseen = unseenCount(node, view);
      return { node, note: unseen > 0 ? `+${unseen}` : "" };
    }),
    links: view.relationships.map(({ from, to, type, characters }) => ({
      from,
      to,
      text: characters.length > 0 ? `as ${characters.join(", ")}` : "",
      directing: type === "DIRECTED",
    })),
  };
}
