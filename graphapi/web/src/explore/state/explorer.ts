import { NoAnswerError } from "../api/client";
import { type PathPage, findBetween, findNeighbours, findNodes, findPaths, findStart } from "../api/questions";
import { fromAddress } from "../model/address";
import * as commands from "../model/commands";
import { type GraphNode, type Id, fullName } from "../model/graph";
import * as histories from "../model/history";
import { type RelationshipType, leadsTo } from "../model/kinds";
import { type Findings, withFindings } from "../model/library";
import { type Path, idsOfPath, nodesOfPath } from "../model/path";
import { type Filter, type Layout, type PathQuestion, type Point, expansionsOf, members } from "../model/scene";
import { talliesOf } from "../model/unseen";
import { viewOf } from "../model/view";
import { remember } from "./recent";
import { rebuild } from "./rebuild";
import { type State, initialState } from "./state";
import { Store } from "./store";

/** Neighbours of a type that one step brings; a hub comes in portions of this size. */
export const portion = 20;
const pathsAtOnce = 5;

/** What a person can do on the page. Each method asks the API for what it needs, and then changes the state at once. */
export class Explorer {
  readonly store = new Store<State>(initialState);
  #latest = 0;

  get #state(): State {
    return this.store.get();
  }

  /** Asks what the graph holds, for the first screen. */
  async begin(): Promise<void> {
    await this.#during(null, async () => this.store.update({ start: await findStart() }), () => void this.begin());
  }

  /** Makes the scene that an address describes; `before` gets where its nodes stood, just before the scene changes. */
  async openAddress(hash: string, before: (places: readonly Point[]) => void): Promise<void> {
    const recipe = fromAddress(hash);
    if (recipe === null) return;
    await this.#during(
      "Opening the scene",
      async (isCurrent) => {
        const { scene, findings, connection } = await rebuild(recipe);
        const found = new Map(findings.nodes.map((node) => [node.id, node]));
        const arrived = members(scene).flatMap((id) => found.get(id) ?? []);
        const complete = await this.#completed(findings, arrived, []);
        if (!isCurrent()) return;
        before(recipe.places);
        this.#learn(complete);
        this.store.update({ connection, panel: connection === null ? null : "connect" });
        this.run(commands.open(scene));
        this.#say(arrived.length === 0 ? "Nothing of this scene is in the graph." : `The scene has ${arrived.length} nodes.`);
      },
      () => void this.openAddress(hash, before),
    );
  }

  /** Puts a node on the canvas and selects it. */
  async add(id: Id, name: string): Promise<void> {
    await this.addAll([id], name);
    if (this.#state.library.nodes.has(id)) this.store.update({ selected: id, choosing: null, panel: "details" });
  }

  async addAll(ids: readonly Id[], name: string): Promise<void> {
    await this.#during(
      `Looking up ${name}`,
      async () => {
        const { library, history } = this.#state;
        const missing = ids.filter((id) => library.nodes.get(id)?.totals == null);
        const found = await findNodes(missing);
        const nodes = ids.flatMap((id) => found.nodes.find((node) => node.id === id) ?? library.nodes.get(id) ?? []);
        if (nodes.length === 0) throw new NoAnswerError(`The graph does not hold ${name} any more.`, "none");
        const complete = await this.#completed(found, nodes, this.#nodesOf(members(history.scene)));
        this.#learn(complete);
        for (const node of nodes) remember(node);
        this.run(commands.addNodes(nodes.map((node) => node.id), name));
        this.#say(`${name} is on the canvas.`);
      },
      () => void this.addAll(ids, name),
    );
  }

  /** Brings the next portion of a node's neighbours by each of the types. */
  async expand(id: Id, types: readonly RelationshipType[]): Promise<void> {
    const node = this.#state.library.nodes.get(id);
    if (node === undefined || types.length === 0) return;
    this.store.update({ choosing: null });
    await this.#during(
      `Expanding ${fullName(node)}`,
      async () => {
        const { scene } = this.#state.history;
        const done = new Map(expansionsOf(scene, id).map((one) => [one.type, one.first]));
        const wanted = types.map((type) => ({ type, first: (done.get(type) ?? 0) + portion }));
        const found = await Promise.all(
          groupedByFirst(wanted).map(([first, some]) => findNeighbours(id, some, first)),
        );
        const expansions = wanted.map(({ type, first }) => ({ type, first, brought: found.flatMap((one) => one.brought.get(type) ?? []) }));
        const before = members(scene);
        const arrived = this.#arriving(found, expansions.flatMap((one) => one.brought), before);
        const complete = await this.#completed(joined(found), arrived, this.#nodesOf(before));
        this.#learn(complete);
        this.run(commands.expandNode(id, expansions, fullName(node)));
        this.#say(`${fullName(node)}: ${arrived.length} more ${arrived.length === 1 ? "node" : "nodes"}.`);
      },
      () => void this.expand(id, types),
    );
  }

  /** Expands a node that leads to one kind alone; offers the choice for others. */
  chooseExpansion(id: Id): void {
    const { library, history } = this.#state;
    const node = library.nodes.get(id);
    if (node === undefined) return;
    const open = talliesOf(node, viewOf(history.scene, library)).filter(({ total, shown }) => (total ?? 1) > shown);
    this.select(id);
    if (open.length === 1 && open[0] !== undefined) void this.expand(id, [open[0].type]);
    else this.store.update({ choosing: id });
  }

  collapse(id: Id, type: RelationshipType | null = null): void {
    const node = this.#state.library.nodes.get(id);
    if (node === undefined) return;
    const what = type === null ? fullName(node) : `${leadsTo[type][node.kind] ?? ""} of ${fullName(node)}`;
    if (expansionsOf(this.#state.history.scene, id).length === 0) this.#say(`${fullName(node)} is not expanded.`);
    else this.run(commands.collapseNode(id, type, what));
  }

  dismiss(id: Id): void {
    const node = this.#state.library.nodes.get(id);
    if (node === undefined) return;
    this.run(commands.dismissNodes([id], fullName(node)));
    this.#say(`${fullName(node)} is gone.`);
  }

  /** Finds the connections between two people and shows the best. */
  async connect(question: PathQuestion): Promise<void> {
    this.store.update({ connection: { question, paths: [], next: null, outcome: "searching" }, panel: "connect" });
    await this.#during(
      "Searching for connections",
      async (isCurrent) => {
        const page = await findPaths(question, pathsAtOnce);
        if (!isCurrent()) return;
        this.store.update({ connection: { question, ...page, outcome: "found" } });
        const [best] = page.paths;
        if (best === undefined) this.#say("No connection was found.");
        else await this.#putPaths([0]);
      },
      () => void this.connect(question),
    );
    const { connection } = this.#state;
    if (connection?.outcome === "searching") this.store.update({ connection: { ...connection, outcome: "failed" } });
  }

  /** Offers to connect the selected person with another one. */
  startConnection(): void {
    this.store.update({ connection: null, panel: "connect" });
  }

  async findMorePaths(): Promise<void> {
    const { connection } = this.#state;
    if (connection?.next == null) return;
    const { question, paths, next } = connection;
    await this.#during(
      "Searching for more connections",
      async () => {
        const page: PathPage = await findPaths(question, pathsAtOnce, next);
        this.store.update({ connection: { question, paths: [...paths, ...page.paths], next: page.next, outcome: "found" } });
      },
      () => void this.findMorePaths(),
    );
  }

  /** Puts these paths of the connection on the canvas, and takes the others of it away. */
  async showPaths(indexes: readonly number[]): Promise<void> {
    await this.#during("Drawing the path", () => this.#putPaths(indexes), () => void this.showPaths(indexes));
  }

  async #putPaths(indexes: readonly number[]): Promise<void> {
    const { connection, history } = this.#state;
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
    const found = await findNodes([...ids].filter((id) => this.#state.library.nodes.get(id)?.totals == null));
    const arrived = this.#arriving([labels, found], [...ids], before);
    this.#learn(await this.#completed(found, arrived, this.#nodesOf(before)));
    const step = {
      kind: "connect" as const,
      question: connection.question,
      paths: shown.map(({ index, path }) => ({ index, ids: idsOfPath(path) })),
    };
    const layout: Layout | null = before.every((id) => ids.has(id)) ? { kind: "columns", from: connection.question.from } : null;
    const ends = `${first.path.steps[0]?.from.label} and ${first.path.steps.at(-1)?.to.label}`;
    this.run(commands.connectPeople(step, layout, ends));
    const degrees = first.path.degrees === 1 ? "1 degree" : `${first.path.degrees} degrees`;
    this.#say(`${ends} are connected by ${degrees}.`);
  }

  setPanel(panel: State["panel"]): void {
    this.store.update({ panel: this.#state.panel === panel ? null : panel });
  }

  closePanel(): void {
    this.store.update({ panel: null });
  }

  select(id: Id | null): void {
    const { panel } = this.#state;
    const details = panel === null || panel === "details";
    this.store.update({ selected: id, choosing: null, ...(details ? { panel: id === null ? null : "details" } : {}) });
  }

  hover(id: Id | null): void {
    if (id !== this.#state.hovered) this.store.update({ hovered: id });
  }

  stopChoosing(): void {
    this.store.update({ choosing: null });
  }

  move(id: Id, to: Point): void {
    const node = this.#state.library.nodes.get(id);
    if (node !== undefined) this.run(commands.moveNode(id, to, fullName(node)));
  }

  arrange(layout: Layout): void {
    this.run(commands.arrange(layout));
  }

  filter(filter: Filter): void {
    this.run(commands.filterBy(filter));
  }

  clear(): void {
    this.run(commands.clear());
    this.store.update({ connection: null, panel: null });
    this.#say("The canvas is empty.");
  }

  undo(): void {
    const name = histories.undoName(this.#state.history);
    if (name === null) return;
    this.#goTo(histories.undo(this.#state.history));
    this.#say(`Undone: ${name}.`);
  }

  redo(): void {
    const name = histories.redoName(this.#state.history);
    if (name === null) return;
    this.#goTo(histories.redo(this.#state.history));
    this.#say(`Done again: ${name}.`);
  }

  showList(isList: boolean): void {
    this.store.update({ isList, choosing: null });
  }

  forgetProblem(): void {
    this.store.update({ problem: null });
  }

  run(command: commands.Command): void {
    this.#goTo(histories.run(this.#state.history, command));
  }

  #goTo(history: histories.History): void {
    const here = new Set(members(history.scene));
    const { selected, choosing, panel } = this.#state;
    const kept = selected !== null && here.has(selected) ? selected : null;
    this.store.update({
      history,
      selected: kept,
      hovered: null,
      choosing: choosing !== null && here.has(choosing) ? choosing : null,
      panel: panel === "details" && kept === null ? null : panel,
    });
  }

  /** Does something that takes time; the latest of its kind wins, and what fails can be tried again. */
  async #during(what: string | null, act: (isCurrent: () => boolean) => Promise<void>, retry: () => void): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    this.store.update({ pending: what, problem: null });
    try {
      await act(() => mine === this.#latest);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      this.store.update({ problem: { error, retry } });
    } finally {
      if (mine === this.#latest) this.store.update({ pending: null });
    }
  }

  #arriving(findings: readonly Findings[], ids: readonly Id[], before: readonly Id[]): GraphNode[] {
    const there = new Set(before);
    const found = new Map(findings.flatMap((one) => one.nodes).map((node) => [node.id, node]));
    const fresh = [...new Set(ids)].filter((id) => !there.has(id));
    return fresh.flatMap((id) => found.get(id) ?? this.#state.library.nodes.get(id) ?? []);
  }

  /** The findings, and how what arrives is connected to what is there. */
  async #completed(findings: Findings, arrived: readonly GraphNode[], before: readonly GraphNode[]): Promise<Findings> {
    const fresh = new Set(arrived.map((node) => node.id));
    const between = await findBetween(arrived, before.filter((node) => !fresh.has(node.id)));
    return { nodes: findings.nodes, relationships: [...findings.relationships, ...between] };
  }

  #nodesOf(ids: readonly Id[]): GraphNode[] {
    return ids.flatMap((id) => this.#state.library.nodes.get(id) ?? []);
  }

  #learn(findings: Findings): void {
    this.store.update({ library: withFindings(this.#state.library, findings) });
  }

  #say(message: string): void {
    this.store.update({ message });
  }
}

function joined(findings: readonly Findings[]): Findings {
  return { nodes: findings.flatMap((one) => one.nodes), relationships: findings.flatMap((one) => one.relationships) };
}

function groupedByFirst(wanted: readonly { type: RelationshipType; first: number }[]): [number, RelationshipType[]][] {
  const groups = new Map<number, RelationshipType[]>();
  for (const { type, first } of wanted) groups.set(first, [...(groups.get(first) ?? []), type]);
  return [...groups];
}
