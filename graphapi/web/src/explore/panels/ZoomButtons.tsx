import { IconButton } from "./Icon";
import { useWorkspace } from "./context";

export function ZoomButtons() {
  const workspace = useWorkspace();
  return (
    <div className="zoom" role="group" aria-label="Zoom">
      <IconButton name="plus" label="Zoom in" keys="+" onClick={() => workspace.zoom(1.4)} />
      <IconButton name="minus" label="Zoom out" keys="−" onClick={() => workspace.zoom(1 / 1.4)} />
      <IconButton name="fit" label="Fit to view" keys="F" onClick={() => workspace.fit()} />
    </div>
  );
}
