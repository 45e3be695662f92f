import { type ReactNode, useId } from "react";

import { IconButton } from "./Icon";
import { useExplorer } from "./context";

interface SidePanelProps {
  title: string;
  /** Whether the panel has controls; otherwise the panel itself can have the focus, so that keys can scroll it. */
  hasControls?: boolean;
  children: ReactNode;
}

/** The frame of a panel at the side, or at the bottom on a phone. */
export function SidePanel({ title, hasControls = true, children }: SidePanelProps) {
  const explorer = useExplorer();
  const id = useId();
  return (
    <aside
      className="side-panel"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        explorer.closePanel();
        document.querySelector<HTMLElement>(".canvas, .list-view")?.focus();
      }}
    >
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        <IconButton name="close" label={`Close ${title}`} onClick={() => explorer.closePanel()} />
      </div>
      <div className="panel-body" tabIndex={hasControls ? -1 : 0}>
        {children}
      </div>
    </aside>
  );
}
