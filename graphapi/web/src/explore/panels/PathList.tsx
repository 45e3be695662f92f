import type { GraphNode } from "../model/graph";
import { type Path, type PathStep, nodesOfPath, sentence } from "../model/path";
import { lastConnection } from "../model/scene";
import type { Connection } from "../state/state";
import { IconButton } from "./Icon";
import { NodeLink } from "./NodeLink";
import { useExploreState, useExplorer } from "./context";

interface PathListProps {
  connection: Connection;
  onAvoid: (node: GraphNode) => void;
}

/** The paths that were found, the best first; those on the canvas are written out in sentences. */
export function PathList({ connection, onAvoid }: PathListProps) {
  const explorer = useExplorer();
  const { history, library } = useExploreState();
  const step = lastConnection(history.scene);
  const { question } = connection;
  // The canvas can still show a path of the same two people that was found with other filters.
  const shown = new Set(step?.question === question ? step.paths.map(({ index }) => index) : []);
  const isOfBefore = step !== null && step.question.from === question.from && step.question.to === question.to;
  if (connection.outcome === "searching") return <p role="status">Searching …</p>;
  if (connection.outcome === "failed") return <p role="status">The search failed. Change the filters, or try again.</p>;
  if (connection.paths.length === 0) {
    return (
      <p role="status">
        <b>No connection.</b> {library.nodes.get(question.from)?.label} and {library.nodes.get(question.to)?.label} are not
        connected with these filters. Relax the filters, or include directors.
        {isOfBefore && " The canvas still shows the path that was found before."}
      </p>
    );
  }
  const toggle = (index: number): void => {
    const others = [...shown].filter((one) => one !== index);
    const next = shown.has(index) ? others : [...others, index].toSorted((one, other) => one - other);
    void explorer.connections.show(next.length === 0 ? [index] : next);
  };
  return (
    <div className="paths">
      <ol>
        {connection.paths.map((path, index) => (
          <li key={pathName(path)} className={shown.has(index) ? "path shown" : "path"}>
            <div className="path-head">
              <button type="button" className="path-title" aria-pressed={shown.has(index)} onClick={() => void explorer.connections.show([index])}>
                <b>{index === 0 ? "Best path" : `Alternative ${index}`}</b>
                <span>{via(path)}</span>
              </button>
              <IconButton
                name={shown.has(index) ? "minus" : "plus"}
                label={shown.has(index) ? `Remove path ${index + 1} from the canvas` : `Show path ${index + 1} on the canvas`}
                disabled={shown.has(index) && shown.size === 1}
                onClick={() => toggle(index)}
              />
            </div>
            {shown.has(index) && <Sentences path={path} onAvoid={onAvoid} />}
          </li>
        ))}
      </ol>
      {connection.next !== null && (
        <button type="button" onClick={() => void explorer.connections.findMore()}>
          Find more paths
        </button>
      )}
    </div>
  );
}

function Sentences({ path, onAvoid }: { path: Path; onAvoid: (node: GraphNode) => void }) {
  if (path.steps.length === 0) return <p>They are the same person.</p>;
  const ends = new Set([path.steps[0]?.from.id, path.steps.at(-1)?.to.id]);
  const between = [...new Map(nodesOfPath(path).map((node) => [node.id, node])).values()].filter(({ id }) => !ends.has(id));
  return (
    <>
      <ol className="sentences">
        {path.steps.map((step) => (
          <Sentence key={step.film.id + step.to.id} step={step} />
        ))}
      </ol>
      <p className="avoid">
        Find a path that avoids
        {between.map((node) => (
          <button key={node.id} type="button" className="chip" onClick={() => onAvoid(node)}>
            {node.label}
          </button>
        ))}
      </p>
    </>
  );
}

/** A sentence in which the names are links. */
function Sentence({ step }: { step: PathStep }) {
  return (
    <li>
      {sentence(step).map((piece, index) => (typeof piece === "string" ? piece : <NodeLink key={index} node={piece} />))}
    </li>
  );
}

function via(path: Path): string {
  const degrees = path.degrees === 1 ? "1 degree" : `${path.degrees} degrees`;
  const people = path.steps.slice(0, -1).map((step) => step.to.label);
  const films = path.steps.map((step) => step.film.label);
  return people.length === 0 ? `${degrees}, in ${films.join("")}` : `${degrees}, via ${people.join(", ")}`;
}

function pathName(path: Path): string {
  return path.steps.map((step) => `${step.film.id} ${step.to.id}`).join(" ");
}
