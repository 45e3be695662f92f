import { SidePanel } from "./SidePanel";

const keys: readonly (readonly [string, string])[] = [
  ["/", "find something"],
  ["Arrow keys", "go from node to node"],
  ["E or Enter", "expand the selected node; double click does too"],
  ["C", "collapse it"],
  ["Delete", "dismiss it"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo: everything"],
  ["P", "connect two people"],
  ["L", "list in place of the canvas"],
  ["+, −", "nearer, farther"],
  ["Shift+Arrow keys", "move the canvas"],
  ["Alt+Arrow keys", "move the selected node"],
  ["F or 0", "bring everything into view"],
  ["Esc", "close what is open"],
  ["?", "this page"],
];

export function KeysPanel() {
  return (
    <SidePanel title="Keys">
      <dl className="keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">On the canvas: click selects, double click expands, drag moves a node or the canvas, the wheel or two fingers zoom.</p>
    </SidePanel>
  );
}
