import type { GraphNode, Id } from "../model/graph";
import { isKind } from "../model/kinds";

const name = "graphapi:recent";
const kept = 8;

/** The recently opened nodes, the latest first. */
export function recentNodes(): GraphNode[] {
  try {
    const entries: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(entries) ? entries.flatMap(readEntry) : [];
  } catch {
    return [];
  }
}

export function remember(node: GraphNode): void {
  const { id, kind, key, label, year } = node;
  const others = recentNodes().filter((one) => one.id !== id);
  const entries = [{ id, kind, key, label, year }, ...others].slice(0, kept);
  try {
    localStorage.setItem(name, JSON.stringify(entries));
  } catch {
    // Without storage in the browser, only this list is missing.
  }
}

function readEntry(entry: unknown): GraphNode[] {
  if (typeof entry !== "object" || entry === null) return [];
  const { id, kind, key, label, year } = entry as Record<string, unknown>;
  if (typeof id !== "string" || typeof kind !== "string" || !isKind(kind)) return [];
  if (typeof key !== "string" || typeof label !== "string") return [];
  return [{ id: id satisfies Id, kind, key, label, year: typeof year === "number" ? year : null, totals: null }];
}
