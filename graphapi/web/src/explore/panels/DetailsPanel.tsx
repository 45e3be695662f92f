import { useEffect, useState } from "react";

import { NoAnswerError } from "../api/client";
import { type Details, findDetails } from "../api/questions";
import { type GraphNode, fullName } from "../model/graph";
import { leadsTo } from "../model/kinds";
import { expansionsOf } from "../model/scene";
import { talliesOf } from "../model/unseen";
import { Facts } from "./Facts";
import { Icon } from "./Icon";
import { KindIcon } from "./KindIcon";
import { SidePanel } from "./SidePanel";
import { useExploreState, useExplorer, useView } from "./context";

/** The actions, relationships and facts of the selected node. */
export function DetailsPanel({ node }: { node: GraphNode }) {
  const explorer = useExplorer();
  return (
    <SidePanel title={node.label}>
      <p className="kind-line">
        <KindIcon kind={node.kind} /> {node.kind}
        {node.kind === "Film" && node.year !== null && `, ${node.year}`}
      </p>
      <div className="actions">
        {node.kind === "Person" && (
          <button
            type="button"
            onClick={() => {
              explorer.connections.start();
            }}
          >
            <Icon name="connect" /> Connect to another person
          </button>
        )}
        <button type="button" onClick={() => explorer.arrange({ kind: "rings", from: node.id })}>
          Arrange in rings around this node
        </button>
        <button type="button" aria-label={`Remove ${node.label}`} onClick={() => explorer.dismiss(node.id)}>
          Remove
        </button>
      </div>
      <Relationships node={node} />
      <LoadedFacts node={node} />
    </SidePanel>
  );
}

/** The types of relationships of the node, with their counts, to expand and collapse. */
function Relationships({ node }: { node: GraphNode }) {
  const explorer = useExplorer();
  const view = useView();
  const { history } = useExploreState();
  const expanded = new Set(expansionsOf(history.scene, node.id).map(({ type }) => type));
  return (
    <section aria-label="Relationships">
      <h3>On the canvas</h3>
      <ul className="tallies">
        {talliesOf(node, view).map(({ type, total, shown }) => {
          const name = leadsTo[type][node.kind] ?? type;
          return (
            <li key={type}>
              <span className="name">{name}</span>
              <span className="count">{total === null ? shown : `${shown} of ${total}`}</span>
              {expanded.has(type) && (
                <button type="button" aria-label={`Collapse ${name}`} onClick={() => explorer.collapse(node.id, type)}>
                  Collapse
                </button>
              )}
              {(total === null || shown < total) && (
                <button type="button" onClick={() => void explorer.expand(node.id, [type])}>
                  {shown > 0 && expanded.has(type) ? "More" : "Expand"} <span className="hidden-words">{name}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function LoadedFacts({ node }: { node: GraphNode }) {
  const [loaded, setLoaded] = useState<{ id: string; details: Details } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setFailure(null);
    findDetails(node.id).then(
      (details) => {
        if (isCurrent) setLoaded({ id: node.id, details });
      },
      (error: unknown) => {
        if (isCurrent) setFailure(error instanceof NoAnswerError ? error.message : String(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [node.id, tries]);
  if (failure !== null) {
    return (
      <p role="alert">
        {failure}{" "}
        <button type="button" className="link" onClick={() => setTries(tries + 1)}>
          Try again
        </button>
      </p>
    );
  }
  if (loaded?.id !== node.id) return <p role="status">Loading {fullName(node)} …</p>;
  return <Facts details={loaded.details} />;
}
