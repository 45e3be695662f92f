import type { View } from "../model/view";

/** The visible nodes and relationships as JSON. */
export function asJson(view: View): string {
  const nodes = view.nodes.map(({ id, kind, key, label, year }) => ({ id, kind, key, label, year }));
  const relationships = view.relationships.map(({ type, from, to, film, characters }) => ({ type, from, to, film, characters }));
  return `${JSON.stringify({ nodes, relationships }, null, 2)}\n`;
}

/** CSV (RFC 4180) with a row for each relationship, and one for each node without relationships. */
export function asCsv(view: View): string {
  const header = ["type", "from_kind", "from_key", "from", "to_kind", "to_key", "to", "film", "characters"];
  const rows = view.relationships.map(({ type, from, to, film, characters }) => {
    const [start, end] = [view.byId.get(from), view.byId.get(to)];
    const where = film === null ? "" : (view.byId.get(film)?.label ?? "");
    return [type, start?.kind, start?.key, start?.label, end?.kind, end?.key, end?.label, where, characters.join("|")];
  });
  const alone = view.nodes
    .filter((node) => (view.around.get(node.id) ?? []).length === 0)
    .map((node) => ["", node.kind, node.key, node.label, "", "", "", "", ""]);
  return [header, ...rows, ...alone].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | undefined): string {
  const text = value ?? "";
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
