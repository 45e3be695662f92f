import type { NoAnswerError } from "../api/client";
import type { Start } from "../api/questions";
import type { Id } from "../model/graph";
import { type History, newHistory } from "../model/history";
import { type Library, emptyLibrary } from "../model/library";
import type { Path } from "../model/path";
import type { PathQuestion } from "../model/scene";
import type { StartingPoints } from "../model/starting";

/** The starting points of the empty canvas; null until they are requested. */
export type Starting =
  | { readonly outcome: "searching" }
  | { readonly outcome: "found"; readonly points: StartingPoints }
  | { readonly outcome: "failed"; readonly reason: string };

export type Panel = "details" | "connect" | "filter" | "keep" | "keys";

/** A failed action, and how to retry it. */
export interface Problem {
  readonly error: NoAnswerError;
  readonly retry: () => void;
}

/** The connection in the panel: its query, and the paths that are loaded. */
export interface Connection {
  readonly question: PathQuestion;
  readonly paths: readonly Path[];
  readonly next: string | null;
  readonly outcome: "searching" | "found" | "failed";
}

/** Everything that the page shows, except the positions of nodes. */
export interface State {
  readonly history: History;
  readonly library: Library;
  readonly selected: Id | null;
  readonly hovered: Id | null;
  readonly panel: Panel | null;
  /** Whether the list replaces the canvas. */
  readonly isList: boolean;
  /** The node whose menu of relationship types is open. */
  readonly choosing: Id | null;
  readonly connection: Connection | null;
  /** The name of the action that the page waits for. */
  readonly pending: string | null;
  readonly problem: Problem | null;
  /** The last announcement for screen readers. */
  readonly message: string;
  readonly start: Start | null;
  readonly starting: Starting | null;
}

export const initialState: State = {
  history: newHistory,
  library: emptyLibrary,
  selected: null,
  hovered: null,
  panel: null,
  isList: false,
  choosing: null,
  connection: null,
  pending: null,
  problem: null,
  message: "",
  start: null,
  starting: null,
};
