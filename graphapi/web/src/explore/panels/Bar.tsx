import { type Ref } from "react";

import { redoName, undoName } from "../model/history";
import { isEmpty } from "../model/scene";
import { IconButton } from "./Icon";
import { NodePicker } from "./NodePicker";
import { useExploreState, useExplorer } from "./context";
import { setTheme, useTheme } from "./theme";

/** The bar at the top: the search, and the actions for the whole scene. */
export function Bar({ searchBox }: { searchBox: Ref<HTMLInputElement> }) {
  const explorer = useExplorer();
  const { history, panel, isList } = useExploreState();
  const theme = useTheme();
  const undo = undoName(history);
  const redo = redoName(history);
  const nothing = isEmpty(history.scene);
  return (
    <header className="bar">
      <a className="brand" href="/explore" aria-label="graphapi explore: start over">
        <span aria-hidden="true" className="brand-mark" />
        <span className="brand-name">
          graphapi <b>explore</b>
        </span>
      </a>
      <NodePicker
        ref={searchBox}
        label="Find a film, a person, a character, a place or a keyword"
        placeholder="Find a film, person, place …  ( / )"
        onPick={(node) => {
          // The next key press is for the canvas or the list, not for the search box.
          document.querySelector<HTMLElement>(".canvas, .list-view")?.focus();
          void explorer.add(node.id, node.label);
        }}
      />
      <nav className="tools" aria-label="Scene">
        <IconButton name="undo" label={undo === null ? "Undo" : `Undo ${undo}`} keys="Ctrl+Z" disabled={undo === null} onClick={() => explorer.undo()} />
        <IconButton name="redo" label={redo === null ? "Redo" : `Redo ${redo}`} keys="Ctrl+Shift+Z" disabled={redo === null} onClick={() => explorer.redo()} />
        <IconButton name="clear" label="Clear the canvas" disabled={nothing} onClick={() => explorer.clear()} />
        <span className="gap" />
        <IconButton name="connect" label="Connect two people" keys="P" pressed={panel === "connect"} onClick={() => explorer.setPanel("connect")} />
        <IconButton name="filter" label="Layout and filters" pressed={panel === "filter"} onClick={() => explorer.setPanel("filter")} />
        <IconButton name={isList ? "canvas" : "list"} label={isList ? "Show the canvas" : "Show the list"} keys="L" onClick={() => explorer.showList(!isList)} />
        <IconButton name="keep" label="Share and export" pressed={panel === "keep"} onClick={() => explorer.setPanel("keep")} />
        <span className="gap" />
        <IconButton name="sun" label={theme === "dark" ? "Light colours" : "Dark colours"} onClick={() => setTheme(theme === "dark" ? "light" : "dark")} />
        <IconButton name="keys" label="Keyboard shortcuts" keys="?" pressed={panel === "keys"} onClick={() => explorer.setPanel("keys")} />
      </nav>
    </header>
  );
}
