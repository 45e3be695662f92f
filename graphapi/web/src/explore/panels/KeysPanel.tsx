import { SidePanel } from "./SidePanel";

const keys: readonly (readonly [string, string])[] = [
  ["/", "search"],
  ["Arrow keys", "select the next node"],
  ["E or Enter", "expand the selected node"],
  ["C", "collapse the selected node"],
  ["Delete", "remove the selected node"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["P", "connect two people"],
  ["L", "switch between the canvas and the list"],
  ["+, −", "zoom in, zoom out"],
  ["Shift+Arrow keys", "move the canvas"],
  ["Alt+Arrow keys", "move the selected node"],
  ["F or 0", "fit to view"],
  ["Esc", "close what is open"],
  ["?", "show this list"],
];

export function KeysPanel() {
  return (
    <SidePanel title="Keyboard shortcuts" hasControls={false}>
      <dl className="keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">On the canvas: click to select, double click to expand, drag to move a node or the canvas, turn the wheel or pinch to zoom.</p>
    </SidePanel>
  );
}
