import { findNodes, findPaths } from "../api/questions";
import { connectPeople } from "../model/commands";
import type { Id } from "../model/graph";
import type { Findings } from "../model/library";
import { type Path, idsOfPath, nodesOfPath } from "../model/path";
import { type Layout, type PathQuestion, lastConnection, members } from "../model/scene";
import type { Session } from "./session";
import type { Connection } from "./state";

const pathsAtOnce = 5;

/** Connections of two people: the search, its alternatives, and the paths on the canvas. */
export class Connections {
  readonly #session: Session;
  /** The connection that was found for each query on the canvas or in its history. */
  readonly #answers = new WeakMap<PathQuestion, Connection>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Finds the connections between two people. Shows the best, or the one of the nodes `wanted` if it is among the first. */
  async connect(question: PathQuestion, wanted: readonly Id[] = []): Promise<void> {
    this.#session.store.update({ connection: { question, paths: [], next: null, outcome: "searching" }, panel: "connect" });
    await this.#session.during(
      "Searching for connections",
      async (isCurrent) => {
        const page = await findPaths(question, pathsAtOnce);
        if (!isCurrent()) return;
        this.lookAt({ question, ...page, outcome: "found" });
        const found = page.paths.findIndex((path) => idsOfPath(path).join() === wanted.join());
        if (page.paths.length === 0) this.#session.say("No connection was found.");
        else await this.#put([Math.max(found, 0)]);
      },
      () => void this.connect(question, wanted),
    );
    const { connection } = this.#session.state;
    if (connection?.outcome === "searching") this.#session.store.update({ connection: { ...connection, outcome: "failed" } });
  }

  /** Offers to connect the selected person with another one. */
  start(): void {
    this.#session.store.update({ connection: null, panel: "connect" });
  }

  async findMore(): Promise<void> {
    const { connection } = this.#session.state;
    if (connection?.next == null) return;
    const { question, paths, next } = connection;
    await this.#session.during(
      "Searching for more connections",
      async () => {
        const page = await findPaths(question, pathsAtOnce, next);
        this.lookAt({ question, paths: [...paths, ...page.paths], next: page.next, outcome: "found" });
      },
      () => void this.findMore(),
    );
  }

  /** Puts these paths of the connection on the canvas, and removes its other paths. */
  async show(indexes: readonly number[]): Promise<void> {
    await this.#session.during("Drawing the path", () => this.#put(indexes), () => void this.show(indexes));
  }

  async #put(indexes: readonly number[]): Promise<void> {
    const { connection, history } = this.#session.state;
    if (connection === null) return;
    const shown = indexes.flatMap((index): { index: number; path: Path }[] => {
      const path = connection.paths[index];
      return path === undefined ? [] : [{ index, path }];
    });
    const [first] = shown;
    if (first === undefined) return;
    const ids = new Set(shown.flatMap(({ path }) => idsOfPath(path)));
    const before = members(history.scene);
    const labels: Findings = { nodes: shown.flatMap(({ path }) => nodesOfPath(path)), relationships: [] };
    const found = await findNodes([...ids].filter((id) => this.#session.state.library.nodes.get(id)?.totals == null));
    const arrived = this.#session.arriving([labels, found], [...ids], before);
    this.#session.learn(await this.#session.completed(found, arrived, this.#session.nodesOf(before)));
    const step = {
      kind: "connect" as const,
      question: connection.question,
      paths: shown.map(({ index, path }) => ({ index, ids: idsOfPath(path) })),
    };
    const layout: Layout | null = before.every((id) => ids.has(id)) ? { kind: "columns", from: connection.question.from } : null;
    const ends = `${first.path.steps[0]?.from.label} and ${first.path.steps.at(-1)?.to.label}`;
    this.#session.run(connectPeople(step, layout, ends));
    const degrees = first.path.degrees === 1 ? "1 degree" : `${first.path.degrees} degrees`;
    this.#session.say(`${ends} are ${degrees} apart.`);
  }

  /** Shows a connection in the panel. */
  lookAt(connection: Connection | null): void {
    if (connection?.outcome === "found") this.#answers.set(connection.question, connection);
    this.#session.store.update({ connection });
  }

  /** After undo or redo, shows the connection whose paths are on the canvas. */
  follow(): void {
    const { connection, history, panel } = this.#session.state;
    const question = lastConnection(history.scene)?.question;
    const answer = question === undefined ? undefined : this.#answers.get(question);
    // The choice of two people is not interrupted.
    const isChoosing = connection === null && panel === "connect";
    if (answer !== undefined && !isChoosing) this.#session.store.update({ connection: answer });
  }
}
