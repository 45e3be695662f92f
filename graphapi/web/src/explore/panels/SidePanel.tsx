import { type ReactNode, useId } from "react";

import { IconButton } from "./Icon";
import { useExplorer } from "./context";

/** The frame of whatever stands at the side: on a phone, at the bottom. */
export function SidePanel({ title, children }: { title: string; children: ReactNode }) {
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
      <div className="panel-body" tabIndex={-1}>
        {children}
      </div>
    </aside>
  );
}
