import { NoAnswerError } from "../api/client";
import { findNeighbours, findNodes, findStart } from "../api/questions";
import { findStartingPoints } from "../api/starting";
import { fromAddress } from "../model/address";
import * as commands from "../model/commands";
import { type Id, fullName } from "../model/graph";
import * as histories from "../model/history";
import { type RelationshipType, leadsTo } from "../model/kinds";
import type { Findings } from "../model/library";
import { type Filter, type Layout, type Point, expansionsOf, members } from "../model/scene";
import { talliesOf } from "../model/unseen";
import { viewOf } from "../model/view";
import { Connections } from "./connections";
import { rebuild } from "./rebuild";
import { remember } from "./recent";
import { Session } from "./session";
import type { State } from "./state";
import type { Store } from "./store";

/** The most neighbours of a type that one step adds; a hub is added in portions of this size. */
export const portion = 20;

/** The actions of the page. Each method first requests what it needs, and then changes the state in one step. */
export class Explorer {
  readonly #session = new Session();
  readonly connections = new Connections(this.#session);

  get store(): Store<State> {
    return this.#session.store;
  }

  get #state(): State {
    return this.#session.state;
  }

  /** Loads the data of the start screen. */
  async begin(): Promise<void> {
    await this.#session.during(null, async () => this.store.update({ start: await findStart() }), () => void this.begin());
  }

  /** Chooses the starting points, once. A failure leaves the rest of the page as it is. */
  async findStartingPoints(): Promise<void> {
    const { start, starting } = this.#state;
    if (start === null || starting?.outcome === "searching" || starting?.outcome === "found") return;
    this.store.update({ starting: { outcome: "searching" } });
    try {
      this.store.update({ starting: { outcome: "found", points: await findStartingPoints(start.catalogue) } });
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      this.store.update({ starting: { outcome: "failed", reason: error.message } });
    }
  }

  /** Opens the scene of an address; `before` gets the positions of its nodes just before the scene changes. */
  async openAddress(hash: string, before: (places: readonly Point[]) => void): Promise<void> {
    const recipe = fromAddress(hash);
    if (recipe === null) return;
    await this.#session.during(
      "Opening the scene",
      async (isCurrent) => {
        const { scene, findings, connection } = await rebuild(recipe);
        const found = new Map(findings.nodes.map((node) => [node.id, node]));
        const arrived = members(scene).flatMap((id) => found.get(id) ?? []);
        const complete = await this.#session.completed(findings, arrived, []);
        if (!isCurrent()) return;
        before(recipe.places);
        this.#session.learn(complete);
        this.connections.lookAt(connection);
        this.store.update({ panel: connection === null ? null : "connect" });
        this.#session.run(commands.open(scene));
        this.#session.say(arrived.length === 0 ? "The graph contains none of the nodes of this scene." : `Nodes in the scene: ${arrived.length}.`);
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
    await this.#session.during(
      `Looking up ${name}`,
      async () => {
        const { library, history } = this.#state;
        const missing = ids.filter((id) => library.nodes.get(id)?.totals == null);
        const found = await findNodes(missing);
        const nodes = ids.flatMap((id) => found.nodes.find((node) => node.id === id) ?? library.nodes.get(id) ?? []);
        if (nodes.length === 0) throw new NoAnswerError(`${name} is no longer in the graph.`, "none");
        const complete = await this.#session.completed(found, nodes, this.#session.nodesOf(members(history.scene)));
        this.#session.learn(complete);
        for (const node of nodes) remember(node);
        this.#session.run(commands.addNodes(nodes.map((node) => node.id), name));
        this.#session.say(`${name} is on the canvas.`);
      },
      () => void this.addAll(ids, name),
    );
  }

  /** Adds the next portion of a node's neighbours for each of the types. */
  async expand(id: Id, types: readonly RelationshipType[]): Promise<void> {
    const node = this.#state.library.nodes.get(id);
    if (node === undefined || types.length === 0) return;
    this.store.update({ choosing: null });
    await this.#session.during(
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
        const arrived = this.#session.arriving(found, expansions.flatMap((one) => one.brought), before);
        const complete = await this.#session.completed(joined(found), arrived, this.#session.nodesOf(before));
        this.#session.learn(complete);
        this.#session.run(commands.expandNode(id, expansions, fullName(node)));
        this.#session.say(`${fullName(node)}: ${arrived.length} more ${arrived.length === 1 ? "node" : "nodes"}.`);
      },
      () => void this.expand(id, types),
    );
  }

  /** Expands a node if only one type has more relationships; otherwise opens the menu. */
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
    if (expansionsOf(this.#state.history.scene, id).length === 0) this.#session.say(`${fullName(node)} is not expanded.`);
    else this.#session.run(commands.collapseNode(id, type, what));
  }

  dismiss(id: Id): void {
    const node = this.#state.library.nodes.get(id);
    if (node === undefined) return;
    this.#session.run(commands.dismissNodes([id], fullName(node)));
    this.#session.say(`${fullName(node)} was removed from the canvas.`);
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
    if (node !== undefined) this.#session.run(commands.moveNode(id, to, fullName(node)));
  }

  arrange(layout: Layout): void {
    this.#session.run(commands.arrange(layout));
  }

  filter(filter: Filter): void {
    this.#session.run(commands.filterBy(filter));
  }

  clear(): void {
    this.#session.run(commands.clear());
    this.store.update({ connection: null, panel: null });
    this.#session.say("The canvas is empty.");
  }

  undo(): void {
    const name = histories.undoName(this.#state.history);
    if (name === null) return;
    this.#session.goTo(histories.undo(this.#state.history));
    this.connections.follow();
    this.#session.say(`Undone: ${name}.`);
  }

  redo(): void {
    const name = histories.redoName(this.#state.history);
    if (name === null) return;
    this.#session.goTo(histories.redo(this.#state.history));
    this.connections.follow();
    this.#session.say(`Redone: ${name}.`);
  }

  showList(isList: boolean): void {
    this.store.update({ isList, choosing: null });
  }

  forgetProblem(): void {
    this.store.update({ problem: null });
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
