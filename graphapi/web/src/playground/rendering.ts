import type { Values } from "./values.ts";

/** The width of the editor beside the response; longer lines of a question would be cut off. */
const editorColumns = 50;
const placeholder = /\{\{([^}]+)\}\}/g;

/** An example: the number of its subject, and its document. */
export interface Example {
  readonly subject: string;
  readonly query: string;
}

/**
 * Fills the templates of the examples with values.
 *
 * A template begins with its question in a comment line. The name of its file begins with the number of its subject; of
 * several templates with the same subject, the first is taken for which all values are there. A subject without such
 * a template has no example.
 *
 * @param templates the text of each file in `src/examples/`, by its name.
 * @param notes lines that are added to each question.
 */
export function renderExamples(templates: Readonly<Record<string, string>>, values: Values, notes: readonly string[] = []): Example[] {
  const rendered = new Map<string, Example>();
  for (const name of Object.keys(templates).toSorted()) {
    const [subject = name] = name.split("-");
    const text = templates[name] ?? "";
    if (rendered.has(subject) || !namesIn(text).every((one) => one in values)) continue;
    const [question = "", ...rest] = text.split("\n\n");
    const head = [...wrapped(filled(question.replace(/^# /, ""), values, inComment)), ...(notes.length > 0 ? ["", ...notes] : [])];
    const body = rest.map((part) => filled(part, values, inString));
    rendered.set(subject, { subject, query: [head.map((line) => `# ${line}`.trimEnd()).join("\n"), ...body].join("\n\n") });
  }
  return [...rendered.values()];
}

/** The question of an example, without the notes. */
export function questionOf(query: string): string {
  const [head = ""] = query.split(/\n#?\n/);
  return head.replaceAll(/^# ?/gm, "").replaceAll("\n", " ");
}

function namesIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name = ""]) => name);
}

function filled(text: string, values: Values, written: (value: string) => string): string {
  return text.replaceAll(placeholder, (_whole, name: string) => written(String(values[name])));
}

/** A value within the quotes of a string; the escapes of JSON are also escapes of GraphQL. */
function inString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** A value in a comment, which the end of a line would end. */
function inComment(value: string): string {
  return value.replaceAll(/\s+/g, " ");
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > editorColumns - 2) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
