import { type GraphNode, type GraphRelationship, fullName } from "../model/graph";
import { kinds, leadsTo, plural, relationshipTypes } from "../model/kinds";
import { unseenCount } from "../model/unseen";
import { otherEnd } from "../model/links";
import { expansionsOf } from "../model/scene";
import type { View } from "../model/view";
import { ExpandMenu } from "./ExpandMenu";
import { KindIcon } from "./KindIcon";
import { useExploreState, useExplorer, useView } from "./context";

/** The content of the canvas as a list, with the same actions. */
export function ListView() {
  const view = useView();
  return (
    <div className="list-view" tabIndex={-1} role="region" aria-label="List of the nodes">
      {kinds.map((kind) => {
        const nodes = view.nodes.filter((node) => node.kind === kind);
        if (nodes.length === 0) return null;
        const sorted = nodes.toSorted((one, other) => one.label.localeCompare(other.label, "en"));
        return (
          <section key={kind}>
            <h2>
              <KindIcon kind={kind} /> {plural[kind]} <span className="count">{nodes.length}</span>
            </h2>
            <ul>
              {sorted.map((node) => (
                <Row key={node.id} node={node} view={view} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Row({ node, view }: { node: GraphNode; view: View }) {
  const explorer = useExplorer();
  const { history, selected, choosing } = useExploreState();
  const unseen = unseenCount(node, view);
  return (
    <li className="row" data-node={node.id}>
      <div className="row-head">
        <button type="button" className="row-name" aria-pressed={selected === node.id} onClick={() => explorer.select(node.id)}>
          {fullName(node)}
        </button>
        <span className="row-actions">
          {unseen > 0 && (
            <button type="button" onClick={() => explorer.chooseExpansion(node.id)}>
              Expand <span className="hidden-words">{node.label}</span> <span className="count">+{unseen}</span>
            </button>
          )}
          {expansionsOf(history.scene, node.id).length > 0 && (
            <button type="button" aria-label={`Collapse ${node.label}`} onClick={() => explorer.collapse(node.id)}>
              Collapse
            </button>
          )}
          <button type="button" aria-label={`Remove ${node.label}`} onClick={() => explorer.dismiss(node.id)}>
            Remove
          </button>
        </span>
        {choosing === node.id && <ExpandMenu id={node.id} />}
      </div>
      <Connections node={node} view={view} />
    </li>
  );
}

/** The connections of a node, with a line for each type of relationship. */
function Connections({ node, view }: { node: GraphNode; view: View }) {
  const around = view.around.get(node.id) ?? [];
  const lines = relationshipTypes.flatMap((type) => {
    const some = around.filter((one) => one.type === type);
    return some.length === 0 ? [] : [{ type, some }];
  });
  if (lines.length === 0) return null;
  return (
    <ul className="connections">
      {lines.map(({ type, some }) => (
        <li key={type}>
          {leadsTo[type][node.kind]}:{" "}
          {some.map((one, index) => (
            <Connection key={one.id} relationship={one} from={node} view={view} isLast={index === some.length - 1} />
          ))}
        </li>
      ))}
    </ul>
  );
}

interface ConnectionProps {
  relationship: GraphRelationship;
  from: GraphNode;
  view: View;
  isLast: boolean;
}

function Connection({ relationship, from, view, isLast }: ConnectionProps) {
  const explorer = useExplorer();
  const other = view.byId.get(otherEnd(relationship, from.id));
  if (other === undefined) return null;
  return (
    <>
      <button type="button" className="link" onClick={() => explorer.select(other.id)}>
        {fullName(other)}
      </button>
      {relationship.characters.length > 0 && ` as ${relationship.characters.join(" and ")}`}
      {!isLast && ", "}
    </>
  );
}
