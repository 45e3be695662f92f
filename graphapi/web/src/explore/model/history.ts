import type { Command } from "./commands";
import { type Scene, emptyScene } from "./scene";

interface Past {
  readonly name: string;
  readonly scene: Scene;
}

/** The current scene, the scenes for undo, and the scenes for redo. */
export interface History {
  readonly scene: Scene;
  readonly undone: readonly Past[];
  readonly done: readonly Past[];
}

export const newHistory: History = { scene: emptyScene, undone: [], done: [] };
const stepsKept = 200;

export function run(history: History, command: Command): History {
  const scene = command.apply(history.scene);
  if (scene === history.scene) return history;
  return { scene, undone: [], done: [...history.done, { name: command.name, scene: history.scene }].slice(-stepsKept) };
}

/** The name of the command that undo would revert, or null. */
export function undoName(history: History): string | null {
  return history.done.at(-1)?.name ?? null;
}

export function redoName(history: History): string | null {
  return history.undone.at(-1)?.name ?? null;
}

export function undo(history: History): History {
  const last = history.done.at(-1);
  if (last === undefined) return history;
  return {
    scene: last.scene,
    done: history.done.slice(0, -1),
    undone: [...history.undone, { name: last.name, scene: history.scene }],
  };
}

export function redo(history: History): History {
  const last = history.undone.at(-1);
  if (last === undefined) return history;
  return {
    scene: last.scene,
    undone: history.undone.slice(0, -1),
    done: [...history.done, { name: last.name, scene: history.scene }],
  };
}
