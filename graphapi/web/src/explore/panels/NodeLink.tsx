import type { GraphNode } from "../model/graph";
import { useExplorer, useView } from "./context";

/** A link that selects a node, or adds it to the canvas if it is not there. */
export function NodeLink({ node }: { node: GraphNode }) {
  const explorer = useExplorer();
  const view = useView();
  return (
    <a
      className="link"
      href={`/explore#add=${node.id}`}
      onClick={(event) => {
        // With a modifier key, the link opens in another tab or window as usual.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (view.byId.has(node.id)) explorer.select(node.id);
        else void explorer.add(node.id, node.label);
      }}
    >
      {node.label}
    </a>
  );
}
