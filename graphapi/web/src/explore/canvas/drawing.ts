import type { GraphNode, Id } from "../model/graph";
import type { Scene } from "../model/scene";
import { unseenCount } from "../model/unseen";
import type { View } from "../model/view";

/** The nodes and links that the canvas draws. */
export interface Drawing {
  /** The note is drawn beside the name, in a quiet colour. */
  readonly nodes: readonly { readonly node: GraphNode; readonly note: string }[];
  readonly links: readonly { readonly from: Id; readonly to: Id; readonly text: string; readonly directing: boolean }[];
  /** Whether names are at the right of their nodes if there is room; otherwise they are below. */
  readonly namesAside: boolean;
}

export function drawingOf(view: View, { layout }: Scene): Drawing {
  return {
    // In a column, the next node is below.
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
