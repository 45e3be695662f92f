import { fullName } from "../model/graph";
import { kinds, plural } from "../model/kinds";
import type { LayoutKind } from "../model/scene";
import { KindIcon } from "./KindIcon";
import { SidePanel } from "./SidePanel";
import { YearFields } from "./YearFields";
import { useExploreState, useExplorer, useView, useWorkspace } from "./context";

const layouts: readonly { kind: LayoutKind; name: string; words: string }[] = [
  { kind: "force", name: "Force", words: "Connected nodes are close together." },
  { kind: "rings", name: "Rings", words: "Nodes on rings around one node, by degrees." },
  { kind: "columns", name: "Columns", words: "Nodes in columns from left to right, by degrees." },
];

/** The panel for the layout and the filters. */
export function FilterPanel() {
  const workspace = useWorkspace();
  const explorer = useExplorer();
  const { history, selected, library } = useExploreState();
  const view = useView();
  const { layout, filter } = history.scene;
  const center = library.nodes.get(layout.from ?? "") ?? view.nodes[0];
  return (
    <SidePanel title="Layout and filters">
      <fieldset className="choices">
        <legend>Layout</legend>
        {layouts.map(({ kind, name, words }) => (
          <label key={kind}>
            <input
              type="radio"
              name="layout"
              checked={layout.kind === kind}
              onChange={() => explorer.arrange({ kind, from: kind === "force" ? null : (selected ?? center?.id ?? null) })}
            />
            <span>
              <b>{name}</b> {words}
            </span>
          </label>
        ))}
      </fieldset>
      {layout.kind !== "force" && center !== undefined && (
        <p>
          Degrees are counted from <b>{fullName(center)}</b>.
          {selected !== null && selected !== center.id && (
            <>
              {" "}
              <button type="button" className="link" onClick={() => explorer.arrange({ kind: layout.kind, from: selected })}>
                Count from the selected node
              </button>
            </>
          )}
        </p>
      )}
      <p>
        <button type="button" onClick={() => workspace.fit()}>
          Fit to view
        </button>
      </p>
      <fieldset className="choices">
        <legend>Kinds</legend>
        {kinds.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={!filter.hidden.includes(kind)}
              onChange={({ target }) =>
                explorer.filter({
                  ...filter,
                  hidden: target.checked ? filter.hidden.filter((one) => one !== kind) : [...filter.hidden, kind],
                })
              }
            />
            <KindIcon kind={kind} /> {plural[kind]} <span className="count">{view.counts[kind]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>Years of films</legend>
        <YearFields
          from={filter.yearFrom}
          to={filter.yearTo}
          onChange={(yearFrom, yearTo) => explorer.filter({ ...filter, yearFrom, yearTo })}
        />
      </fieldset>
      {view.hidden > 0 && <p>Hidden nodes: {view.hidden}</p>}
    </SidePanel>
  );
}
