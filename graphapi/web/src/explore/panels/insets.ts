import { useCallback } from "react";

import type { Insets } from "../canvas/Viewpoint";

/** A function that measures how much of the canvas the panels cover. */
export function useInsets(): () => Insets {
  return useCallback(() => {
    const canvas = document.querySelector(".canvas-pane")?.getBoundingClientRect();
    const side = document.querySelector(".side-panel")?.getBoundingClientRect();
    const legend = document.querySelector(".legend")?.getBoundingClientRect();
    const free = { left: 0, right: 0, top: 0, bottom: legend === undefined ? 0 : 30 };
    if (canvas === undefined || side === undefined) return free;
    // The panel is at the right on wide screens, and at the bottom on narrow ones.
    return side.width < canvas.width * 0.7
      ? { ...free, right: Math.max(canvas.right - side.left, 0) }
      : { ...free, bottom: Math.max(canvas.bottom - side.top, 0) };
  }, []);
}
