import type { GraphNode } from "../model/graph";
import { useExplorer, useView } from "./context";

/** A name that leads on: to its node if it is on the canvas, else it is put there. */
export function NodeLink({ node }: { node: GraphNode }) {
  const explorer = useExplorer();
  const view = useView();
  return (
    <a
      className="link"
      href={`/explore#add=${node.id}`}
      onClick={(event) => {
        // With a key held it opens elsewhere, as links do.
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
