import { useId } from "react";

import { type GraphNode, fullName } from "../model/graph";
import { KindIcon } from "./KindIcon";
import { useExplorer } from "./context";

/** A row of nodes under a title; each opens as from the search box. Without nodes, there is nothing. */
export function NodeChips({ title, nodes }: { title: string; nodes: readonly GraphNode[] }) {
  const explorer = useExplorer();
  const headingId = useId();
  if (nodes.length === 0) return null;
  return (
    <section className="node-chips" aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <ul>
        {nodes.map((node) => (
          <li key={node.id}>
            <button type="button" className="chip" onClick={() => void explorer.add(node.id, node.label)}>
              <KindIcon kind={node.kind} /> <span>{fullName(node)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
