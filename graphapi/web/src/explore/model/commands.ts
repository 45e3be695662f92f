import type { Id } from "./graph";
import type { RelationshipType } from "./kinds";
import { type Filter, type Layout, type Point, type Scene, type Step, emptyScene, members } from "./scene";

/** A change of the scene that can be undone, with its name. */
export interface Command {
  readonly name: string;
  readonly apply: (scene: Scene) => Scene;
}

function withoutDismissals(scene: Scene, ids: Iterable<Id>): ReadonlySet<Id> {
  const dismissed = new Set(scene.dismissed);
  for (const id of ids) dismissed.delete(id);
  return dismissed;
}

export function addNodes(ids: readonly Id[], name: string): Command {
  return {
    name: `adding ${name}`,
    apply(scene) {
      const held = new Set(members(scene));
      const missing = ids.filter((id) => !held.has(id));
      if (missing.length === 0) return scene;
      return {
        ...scene,
        steps: [...scene.steps, { kind: "add", ids: missing }],
        dismissed: withoutDismissals(scene, missing),
      };
    },
  };
}

export interface Expansion {
  readonly type: RelationshipType;
  readonly first: number;
  readonly brought: readonly Id[];
}

/** An expansion replaces the previous, smaller one of the same node and type, so the list of steps stays short. */
export function expandNode(of: Id, expansions: readonly Expansion[], name: string): Command {
  return {
    name: `expanding ${name}`,
    apply(scene) {
      const types = new Set(expansions.map((one) => one.type));
      const others = scene.steps.filter((step) => !(step.kind === "expand" && step.of === of && types.has(step.type)));
      const steps: Step[] = [...others, ...expansions.map((one): Step => ({ kind: "expand", of, ...one }))];
      const dismissed = withoutDismissals(scene, expansions.flatMap((one) => one.brought));
      return { ...scene, steps: inOrder(steps), dismissed };
    },
  };
}

/** An expansion counts only after a step that adds its node, so a repeated expansion may have to move to the end. */
function inOrder(steps: readonly Step[]): Step[] {
  const held = new Set<Id>();
  const ordered: Step[] = [];
  let waiting = [...steps];
  for (let moved = true; moved && waiting.length > 0; ) {
    moved = false;
    const later: Step[] = [];
    for (const step of waiting) {
      if (step.kind === "expand" && !held.has(step.of)) {
        later.push(step);
        continue;
      }
      moved = true;
      ordered.push(step);
      const ids = step.kind === "add" ? step.ids : step.kind === "expand" ? step.brought : step.paths.flatMap((path) => path.ids);
      for (const id of ids) held.add(id);
    }
    waiting = later;
  }
  return [...ordered, ...waiting];
}

export function collapseNode(of: Id, type: RelationshipType | null, name: string): Command {
  return {
    name: `collapsing ${name}`,
    apply(scene) {
      const steps = scene.steps.filter(
        (step) => !(step.kind === "expand" && step.of === of && (type === null || step.type === type)),
      );
      return { ...scene, steps };
    },
  };
}

export function dismissNodes(ids: readonly Id[], name: string): Command {
  return { name: `removing ${name}`, apply: (scene) => ({ ...scene, dismissed: new Set([...scene.dismissed, ...ids]) }) };
}

/** Shows exactly these paths, and replaces an earlier connection of the same two people. */
export function connectPeople(step: Extract<Step, { kind: "connect" }>, layout: Layout | null, name: string): Command {
  return {
    name: `connecting ${name}`,
    apply(scene) {
      const ends = [step.question.from, step.question.to].join(" ");
      const others = scene.steps.filter(
        (one) => !(one.kind === "connect" && [one.question.from, one.question.to].join(" ") === ends),
      );
      const dismissed = withoutDismissals(scene, step.paths.flatMap((path) => path.ids));
      return { ...scene, steps: inOrder([...others, step]), dismissed, layout: layout ?? scene.layout };
    },
  };
}

export function moveNode(id: Id, to: Point, name: string): Command {
  return { name: `moving ${name}`, apply: (scene) => ({ ...scene, pins: new Map(scene.pins).set(id, to) }) };
}

export function arrange(layout: Layout): Command {
  // A new layout applies to all nodes, so none stays pinned.
  return { name: "changing the layout", apply: (scene) => ({ ...scene, layout, pins: new Map() }) };
}

export function filterBy(filter: Filter): Command {
  return { name: "changing the filters", apply: (scene) => ({ ...scene, filter }) };
}

export function clear(): Command {
  return { name: "clearing the canvas", apply: () => emptyScene };
}

export function open(scene: Scene): Command {
  return { name: "opening the scene", apply: () => scene };
}

export function inSequence(name: string, commands: readonly Command[]): Command {
  return { name, apply: (scene) => commands.reduce((current, command) => command.apply(current), scene) };
}
