import { type KeyboardEvent, useEffect, useRef } from "react";

import { type Id, fullName } from "../model/graph";
import { type RelationshipType, leadsTo } from "../model/kinds";
import { type Tally, talliesOf } from "../model/unseen";
import { portion } from "../state/explorer";
import { useExploreState, useExplorer, useView } from "./context";

/** The menu of relationship types by which a node can be expanded, with their counts. */
export function ExpandMenu({ id }: { id: Id }) {
  const explorer = useExplorer();
  const view = useView();
  const { library } = useExploreState();
  const menu = useRef<HTMLDivElement>(null);
  const node = view.byId.get(id) ?? library.nodes.get(id);
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [id]);
  if (node === undefined) return null;
  const open = talliesOf(node, view).filter(({ total, shown }) => (total ?? 1) > shown);
  const choose = (types: readonly RelationshipType[]): void => {
    focusCanvas();
    void explorer.expand(id, types);
  };
  const close = (): void => {
    explorer.stopChoosing();
    focusCanvas();
  };
  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      aria-label={`Expand ${fullName(node)}`}
      onKeyDown={(event) => onMenuKey(event, close)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) explorer.stopChoosing();
      }}
    >
      {open.length > 1 && (
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => choose(open.map(({ type }) => type))}>
          <span>All</span> <span className="count">{open.reduce((sum, tally) => sum + nextPortion(tally), 0)}</span>
        </button>
      )}
      {open.map((tally) => (
        <button key={tally.type} type="button" role="menuitem" tabIndex={-1} onClick={() => choose([tally.type])}>
          <span>{leadsTo[tally.type][node.kind]}</span> <span className="count">{countWords(tally)}</span>
        </button>
      ))}
      {open.length === 0 && (
        <button type="button" role="menuitem" tabIndex={-1} onClick={close}>
          No more neighbours
        </button>
      )}
    </div>
  );
}

function nextPortion({ total, shown }: Tally): number {
  return Math.min((total ?? portion) - shown, portion);
}

/** The count of a menu entry: "12", or "20 of 224" if there are several portions. */
export function countWords(tally: Tally): string {
  const rest = (tally.total ?? 0) - tally.shown;
  if (tally.total === null) return "";
  return rest > portion ? `${portion} of ${rest}` : String(rest);
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const here = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: (here + 1) % items.length, ArrowUp: (here + items.length - 1) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) items[to]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function focusCanvas(): void {
  document.querySelector<HTMLElement>(".canvas")?.focus();
}
