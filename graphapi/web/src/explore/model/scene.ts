import type { Id } from "./graph";
import type { Kind, RelationshipType } from "./kinds";

/** The query of a connection, in the terms of the API's `paths`. */
export interface PathQuestion {
  readonly from: Id;
  readonly to: Id;
  readonly everyRole: boolean;
  readonly maxDegrees: number | null;
  readonly where: PathConditions;
}

export interface PathConditions {
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly minVotes: number | null;
  readonly certificate: string | null;
  readonly genre: string | null;
  readonly avoidFilms: readonly Id[];
  readonly avoidPeople: readonly Id[];
}

export const noConditions: PathConditions = {
  yearFrom: null,
  yearTo: null,
  minVotes: null,
  certificate: null,
  genre: null,
  avoidFilms: [],
  avoidPeople: [],
};

/** A step that adds nodes to the scene. `brought` are the nodes that the API returned, without the expanded node. */
export type Step =
  | { readonly kind: "add"; readonly ids: readonly Id[] }
  | {
      readonly kind: "expand";
      readonly of: Id;
      readonly type: RelationshipType;
      /** The number of nodes that were requested. */
      readonly first: number;
      readonly brought: readonly Id[];
    }
  | {
      readonly kind: "connect";
      readonly question: PathQuestion;
      /** The shown paths: the index of each, counted from 0, and its nodes from start to end. */
      readonly paths: readonly { readonly index: number; readonly ids: readonly Id[] }[];
    };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type LayoutKind = "force" | "rings" | "columns";

export interface Layout {
  readonly kind: LayoutKind;
  /** The node from which rings and columns count degrees; null stands for the first node of the scene. */
  readonly from: Id | null;
}

export interface Filter {
  readonly hidden: readonly Kind[];
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
}

/** Everything that the user has put together. Scenes are immutable. */
export interface Scene {
  readonly steps: readonly Step[];
  readonly dismissed: ReadonlySet<Id>;
  /** The positions of the nodes that the user has moved. */
  readonly pins: ReadonlyMap<Id, Point>;
  readonly layout: Layout;
  readonly filter: Filter;
}

export const emptyScene: Scene = {
  steps: [],
  dismissed: new Set(),
  pins: new Map(),
  layout: { kind: "force", from: null },
  filter: { hidden: [], yearFrom: null, yearTo: null },
};

function idsOf(step: Step): readonly Id[] {
  switch (step.kind) {
    case "add":
      return step.ids;
    case "expand":
      return step.brought;
    case "connect":
      return [...new Set(step.paths.flatMap((path) => path.ids))];
  }
}

const memberCache = new WeakMap<Scene, readonly Id[]>();

/**
 * The nodes of a scene in the order in which they were added. An expansion counts only if an earlier step adds its
 * node. The expansions of a node that is only dismissed still count.
 */
export function members(scene: Scene): readonly Id[] {
  const cached = memberCache.get(scene);
  if (cached !== undefined) return cached;
  const held = new Set<Id>();
  for (const step of scene.steps) {
    if (step.kind === "expand" && !held.has(step.of)) continue;
    for (const id of idsOf(step)) held.add(id);
  }
  const found = [...held].filter((id) => !scene.dismissed.has(id));
  memberCache.set(scene, found);
  return found;
}

export function isEmpty(scene: Scene): boolean {
  return members(scene).length === 0;
}

/** The steps that expand a node. */
export function expansionsOf(scene: Scene, id: Id): Extract<Step, { kind: "expand" }>[] {
  return scene.steps.filter((step) => step.kind === "expand" && step.of === id) as Extract<Step, { kind: "expand" }>[];
}

/** The latest connection, which the canvas draws in another colour. */
export function lastConnection(scene: Scene): Extract<Step, { kind: "connect" }> | null {
  for (let index = scene.steps.length - 1; index >= 0; index -= 1) {
    const step = scene.steps[index];
    if (step?.kind === "connect") return step;
  }
  return null;
}
