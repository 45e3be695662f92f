import { useEffect } from "react";

import { recentNodes } from "../state/recent";
import { NodeChips } from "./NodeChips";
import { StartingConnection } from "./StartingConnection";
import { useExploreState, useExplorer } from "./context";

/** The screen for an empty canvas: what the graph holds, and where to start. */
export function StartScreen({ onSearch }: { onSearch: () => void }) {
  const { start, problem, pending } = useExploreState();
  if (start === null) {
    return <div className="start">{problem === null && <p role="status">Loading …</p>}</div>;
  }
  const { films, people, characters, changedAt } = start.catalogue;
  if (films + people === 0) {
    return (
      <div className="start">
        <h1>The graph is empty</h1>
        <p>
          Load films and people with <code>graphapi load catalogue DIR</code>, then reload this page.
        </p>
      </div>
    );
  }
  return (
    <div className="start" aria-busy={pending !== null}>
      <h1>Who worked with whom?</h1>
      <p>
        {counted(films, "film", "films")}, {counted(people, "person", "people")}
        {characters > 0 && <> and {counted(characters, "character", "characters")}</>}.{" "}
        <button type="button" className="link" onClick={onSearch}>
          Search
        </button>{" "}
        for one of them, then expand it.
        {changedAt !== null && <LoadTime changedAt={changedAt} />}
      </p>
      <Starting />
      <NodeChips title="Recently opened" nodes={recentNodes()} />
    </div>
  );
}

function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function LoadTime({ changedAt }: { changedAt: string }) {
  const words = new Date(changedAt).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  return (
    <span className="load-time">
      Last loaded on <time dateTime={changedAt}>{words}</time>.
    </span>
  );
}

/** The starting points, which are chosen from the graph when this screen appears. */
function Starting() {
  const explorer = useExplorer();
  const { starting, pending } = useExploreState();
  // While the scene of an address is being opened, the canvas is empty only for a moment.
  const isWaiting = starting === null && pending === null;
  useEffect(() => {
    if (isWaiting) void explorer.findStartingPoints();
  }, [explorer, isWaiting]);
  if (starting === null || starting.outcome === "searching") {
    return (
      <p className="starting-state" role="status">
        Looking for starting points …
      </p>
    );
  }
  if (starting.outcome === "failed") {
    return (
      <p className="starting-state" role="status">
        There are no starting points: {starting.reason}{" "}
        <button type="button" className="link" onClick={() => void explorer.findStartingPoints()}>
          Try again
        </button>
      </p>
    );
  }
  const { connection, films, people } = starting.points;
  return (
    <>
      {connection !== null && <StartingConnection connection={connection} />}
      <NodeChips title="Well-known films" nodes={films.map(({ node }) => node)} />
      <NodeChips title="Well-known people" nodes={people.map(({ node }) => node)} />
    </>
  );
}
