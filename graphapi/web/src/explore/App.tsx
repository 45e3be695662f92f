import { useEffect, useRef } from "react";

import { isEmpty } from "./model/scene";
import { Bar } from "./panels/Bar";
import { CanvasPane } from "./panels/CanvasPane";
import { ConnectPanel } from "./panels/ConnectPanel";
import { DetailsPanel } from "./panels/DetailsPanel";
import { FilterPanel } from "./panels/FilterPanel";
import { KeepPanel } from "./panels/KeepPanel";
import { KeysPanel } from "./panels/KeysPanel";
import { Legend } from "./panels/Legend";
import { ListView } from "./panels/ListView";
import { Notices } from "./panels/Notices";
import { StartScreen } from "./panels/StartScreen";
import { ZoomButtons } from "./panels/ZoomButtons";
import { useExploreState, useExplorer } from "./panels/context";

export function App() {
  const { history, isList } = useExploreState();
  const searchBox = useRef<HTMLInputElement>(null);
  const nothing = isEmpty(history.scene);
  useShortcuts(() => searchBox.current?.focus());
  return (
    <div className="page">
      <Bar searchBox={searchBox} />
      <main className="stage">
        {isList && !nothing ? <ListView /> : <CanvasPane />}
        {nothing && <StartScreen onSearch={() => searchBox.current?.focus()} />}
        <div className="corner">
          <Legend />
        </div>
        {!isList && !nothing && <ZoomButtons />}
        <Panels />
        <Notices />
      </main>
    </div>
  );
}

function Panels() {
  const { panel, selected, library } = useExploreState();
  const node = selected === null ? undefined : library.nodes.get(selected);
  switch (panel) {
    case "connect":
      return <ConnectPanel />;
    case "filter":
      return <FilterPanel />;
    case "keep":
      return <KeepPanel />;
    case "keys":
      return <KeysPanel />;
    case "details":
      return node === undefined ? null : <DetailsPanel node={node} />;
    case null:
      return null;
  }
}

/** Keyboard shortcuts that work everywhere except in text fields. */
function useShortcuts(search: () => void): void {
  const explorer = useExplorer();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isText = event.target instanceof HTMLElement && event.target.matches("input[type=text], input[type=password], select, textarea");
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const act = (action: () => void): void => {
        event.preventDefault();
        action();
      };
      if (isText || event.altKey) return;
      if (isCommand && key === "z") act(() => (event.shiftKey ? explorer.redo() : explorer.undo()));
      else if (isCommand && key === "y") act(() => explorer.redo());
      else if (isCommand) return;
      else if (key === "/") act(search);
      else if (key === "l") act(() => explorer.showList(!explorer.store.get().isList));
      else if (key === "p") act(() => explorer.setPanel("connect"));
      else if (key === "?") act(() => explorer.setPanel("keys"));
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [explorer, search]);
}
