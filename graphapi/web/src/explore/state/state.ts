import type { NoAnswerError } from "../api/client";
import type { Start } from "../api/questions";
import type { Id } from "../model/graph";
import { type History, newHistory } from "../model/history";
import { type Library, emptyLibrary } from "../model/library";
import type { Path } from "../model/path";
import type { PathQuestion } from "../model/scene";

export type Panel = "details" | "connect" | "filter" | "keep" | "keys";

/** What did not work, and how to try it again. */
export interface Problem {
  readonly error: NoAnswerError;
  readonly retry: () => void;
}

/** The connection that is looked at: the question, and its paths as far as they are known. */
export interface Connection {
  readonly question: PathQuestion;
  readonly paths: readonly Path[];
  readonly next: string | null;
  readonly outcome: "searching" | "found" | "failed";
}

/** Everything that the page shows, beside where the nodes stand. */
export interface State {
  readonly history: History;
  readonly library: Library;
  readonly selected: Id | null;
  readonly hovered: Id | null;
  readonly panel: Panel | null;
  /** Whether the list stands in place of the canvas. */
  readonly isList: boolean;
  /** The node whose relationship types are offered. */
  readonly choosing: Id | null;
  readonly connection: Connection | null;
  /** What the page is waiting for, in words. */
  readonly pending: string | null;
  readonly problem: Problem | null;
  /** The last thing that happened, for those who cannot see it. */
  readonly message: string;
  readonly start: Start | null;
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
};
