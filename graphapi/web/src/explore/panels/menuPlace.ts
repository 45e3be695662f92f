import type { Insets } from "../canvas/Viewpoint";

/** The distance of the menu from its node and from the edges of the canvas, in pixels. */
const gap = 12;

/**
 * Place the menu at a node, if it is open, where all of it is inside the canvas.
 *
 * It covers a panel or the node only if there is no room beside them, as on a phone.
 */
export function placeMenu(anchor: HTMLElement, canvas: HTMLElement, insets: Insets): void {
  const menu = anchor.querySelector<HTMLElement>(":scope > .menu");
  if (menu === null) return;
  const [at, pane] = [anchor.getBoundingClientRect(), canvas.getBoundingClientRect()];
  const [x, y] = [at.left - pane.left, at.top - pane.top];
  menu.style.left = `${placeFor(menu.offsetWidth, x, pane.width, insets.right) - x}px`;
  menu.style.top = `${placeFor(menu.offsetHeight, y, pane.height, insets.bottom) - y}px`;
}

/** The start of a menu of this size at the position `at` of a canvas, of whose end a panel covers a part. */
function placeFor(size: number, at: number, length: number, covered: number): number {
  const after = at + gap;
  const fitsAfter = after + size + gap <= length - covered;
  const wanted = fitsAfter || at - gap - size < gap ? after : at - gap - size;
  return Math.max(Math.min(wanted, length - gap - size), gap);
}
