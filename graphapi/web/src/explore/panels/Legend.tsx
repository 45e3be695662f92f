import { kinds, plural } from "../model/kinds";
import { KindIcon } from "./KindIcon";
import { useExploreState, useExplorer, useView } from "./context";

/** What the shapes and colours mean; each entry hides and shows its kind. */
export function Legend() {
  const explorer = useExplorer();
  const { history } = useExploreState();
  const { counts, hidden } = useView();
  const { filter } = history.scene;
  const present = kinds.filter((kind) => counts[kind] > 0);
  if (present.length === 0) return null;
  return (
    <div className="legend" role="group" aria-label="Kinds of nodes">
      {present.map((kind) => {
        const isHidden = filter.hidden.includes(kind);
        const toggle = (): void =>
          explorer.filter({ ...filter, hidden: isHidden ? filter.hidden.filter((one) => one !== kind) : [...filter.hidden, kind] });
        return (
          <button key={kind} type="button" aria-pressed={!isHidden} title={`${isHidden ? "Show" : "Hide"} ${plural[kind].toLowerCase()}`} onClick={toggle}>
            <KindIcon kind={kind} />
            <span>{plural[kind]}</span> <span className="count">{counts[kind]}</span>
          </button>
        );
      })}
      {hidden > 0 && (
        <button type="button" onClick={() => explorer.filter({ hidden: [], yearFrom: null, yearTo: null })}>
          Show {hidden} hidden {hidden === 1 ? "node" : "nodes"}
        </button>
      )}
    </div>
  );
}
