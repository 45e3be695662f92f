import { type Id } from "../model/graph";
import { type Scene, lastConnection } from "../model/scene";
import { otherEnd } from "../model/links";
import type { View } from "../model/view";

/** The nodes and links that are emphasized. */
export interface Emphasis {
  readonly selected: Id | null;
  readonly hovered: Id | null;
  /** The hovered node and its neighbours; if this is not null, all other nodes are pale. */
  readonly near: ReadonlySet<Id> | null;
  /** The pairs of consecutive nodes on the shown paths. */
  readonly onPath: ReadonlySet<string>;
  readonly pathNodes: ReadonlySet<Id>;
}

export const noEmphasis: Emphasis = { selected: null, hovered: null, near: null, onPath: new Set(), pathNodes: new Set() };

export function pairName(one: Id, other: Id): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

export function emphasisOf(scene: Scene, view: View, selected: Id | null, hovered: Id | null): Emphasis {
  const paths = lastConnection(scene)?.paths ?? [];
  const shown = hovered !== null && view.byId.has(hovered) ? hovered : null;
  return {
    selected,
    hovered: shown,
    near: shown === null ? null : new Set([shown, ...(view.around.get(shown) ?? []).map((one) => otherEnd(one, shown))]),
    onPath: new Set(paths.flatMap(({ ids }) => ids.slice(1).map((id, index) => pairName(ids[index] ?? id, id)))),
    pathNodes: new Set(paths.flatMap(({ ids }) => ids)),
  };
}
