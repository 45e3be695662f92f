import type { GraphNode } from "../model/graph";
import { readLabel } from "../api/reading";
import { KindIcon } from "./KindIcon";
import { noConditions } from "../model/scene";
import { recentNodes } from "../state/recent";
import { useExploreState, useExplorer } from "./context";

/** The screen for an empty canvas: an introduction and starting points. */
export function StartScreen({ onSearch }: { onSearch: () => void }) {
  const explorer = useExplorer();
  const { start, problem, pending } = useExploreState();
  const recent = recentNodes();
  if (start === null) {
    return <div className="start">{problem === null && <p role="status">Loading …</p>}</div>;
  }
  const { films, people, characters } = start.catalogue;
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
      </p>
      <StartingPoints />
      {recent.length > 0 && (
        <section className="recent">
          <h2>Recently opened</h2>
          {recent.map((node) => (
            <button key={node.id} type="button" className="chip" onClick={() => void explorer.add(node.id, node.label)}>
              <KindIcon kind={node.kind} /> {node.label}
            </button>
          ))}
        </section>
      )}
    </div>
  );
}

function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** The starting points of the sample; another graph offers those that it contains. */
function StartingPoints() {
  const explorer = useExplorer();
  const { start } = useExploreState();
  if (start === null) return null;
  const [redHot, carla, kevin, atlas] = [start.redHot, start.carlaGugino, start.kevinBacon, start.cloudAtlas].map((label) =>
    label === null ? null : readLabel(label),
  );
  const open = async (node: GraphNode, types: Parameters<typeof explorer.expand>[1]): Promise<void> => {
    await explorer.add(node.id, node.label);
    await explorer.expand(node.id, types);
  };
  const points = [
    carla != null && kevin != null
      ? {
          title: `${carla.label} and ${kevin.label}`,
          words: "How are two people connected?",
          kinds: ["Person", "Film", "Person"] as const,
          act: () => void explorer.connections.connect({ from: carla.id, to: kevin.id, everyRole: false, maxDegrees: null, where: noConditions }),
        }
      : null,
    redHot != null
      ? {
          title: redHot.label,
          words: "Everything about one film",
          kinds: ["Film", "Character", "Keyword"] as const,
          act: () => void open(redHot, ["ACTED_IN", "DIRECTED", "APPEARS_IN", "IN_GENRE", "SET_IN", "HAS_KEYWORD"]),
        }
      : null,
    atlas != null
      ? {
          title: atlas.label,
          words: "A few actors, many characters",
          kinds: ["Film", "Person", "Character"] as const,
          act: () => void open(atlas, ["ACTED_IN", "APPEARS_IN"]),
        }
      : null,
  ].filter((point) => point !== null);
  return (
    <div className="starting-points">
      {points.map(({ title, words, kinds, act }) => (
        <button key={title} type="button" className="starting-point" onClick={act}>
          <span className="motif" aria-hidden="true">
            {kinds.map((kind, index) => (
              <KindIcon key={index} kind={kind} />
            ))}
          </span>
          <b>{title}</b>
          <span>{words}</span>
        </button>
      ))}
    </div>
  );
}
