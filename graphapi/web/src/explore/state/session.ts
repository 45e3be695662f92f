import { NoAnswerError } from "../api/client";
import { findBetween } from "../api/questions";
import type { Command } from "../model/commands";
import type { GraphNode, Id } from "../model/graph";
import * as histories from "../model/history";
import { type Findings, withFindings } from "../model/library";
import { members } from "../model/scene";
import { type State, initialState } from "./state";
import { Store } from "./store";

/** The base of all actions: the state of the page, its history, and its pending requests. */
export class Session {
  readonly store = new Store<State>(initialState);
  #latest = 0;

  get state(): State {
    return this.store.get();
  }

  /** Runs a command, which can be undone. */
  run(command: Command): void {
    this.goTo(histories.run(this.state.history, command));
  }

  /** Shows another point of a history. */
  goTo(history: histories.History): void {
    const here = new Set(members(history.scene));
    const { selected, choosing, panel } = this.state;
    const kept = selected !== null && here.has(selected) ? selected : null;
    this.store.update({
      history,
      selected: kept,
      hovered: null,
      choosing: choosing !== null && here.has(choosing) ? choosing : null,
      panel: panel === "details" && kept === null ? null : panel,
    });
  }

  /** Runs an action that takes time; only the latest one is current, and a failed one can be retried. */
  async during(what: string | null, act: (isCurrent: () => boolean) => Promise<void>, retry: () => void): Promise<void> {
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

  /** The nodes of these ids that are not in the scene yet. */
  arriving(findings: readonly Findings[], ids: readonly Id[], before: readonly Id[]): GraphNode[] {
    const there = new Set(before);
    const found = new Map(findings.flatMap((one) => one.nodes).map((node) => [node.id, node]));
    const fresh = [...new Set(ids)].filter((id) => !there.has(id));
    return fresh.flatMap((id) => found.get(id) ?? this.state.library.nodes.get(id) ?? []);
  }

  /** The findings, with the relationships between the new nodes and those in the scene. */
  async completed(findings: Findings, arrived: readonly GraphNode[], before: readonly GraphNode[]): Promise<Findings> {
    const fresh = new Set(arrived.map((node) => node.id));
    const between = await findBetween(arrived, before.filter((node) => !fresh.has(node.id)));
    return { nodes: findings.nodes, relationships: [...findings.relationships, ...between] };
  }

  nodesOf(ids: readonly Id[]): GraphNode[] {
    return ids.flatMap((id) => this.state.library.nodes.get(id) ?? []);
  }

  /** Adds findings to the library. */
  learn(findings: Findings): void {
    this.store.update({ library: withFindings(this.state.library, findings) });
  }

  /** Announces a message to screen readers. */
  say(message: string): void {
    this.store.update({ message });
  }
}
