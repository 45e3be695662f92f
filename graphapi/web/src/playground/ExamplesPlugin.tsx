import type { GraphiQLPlugin } from "@graphiql/react";

import { exampleTabs } from "./examples";
import { useOpener } from "./opening";

/** A list of the examples, for users who closed their tabs. */
export const examplesPlugin: GraphiQLPlugin = { title: "Examples", icon: ExamplesIcon, content: Examples };

function Examples() {
  const open = useOpener();
  return (
    <section className="examples" aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <ul>
        {exampleTabs.map(({ query }) => (
          <li key={query}>
            <button type="button" className="graphiql-un-styled" onClick={() => open(query ?? "")}>
              {questionOf(query ?? "")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The question of an example, which is the comment at its start. */
function questionOf(query: string): string {
  const [head = ""] = query.split("\n\n");
  return head.replaceAll(/^# ?/gm, "").replaceAll("\n", " ");
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M12 3a6 6 0 0 0-3.5 10.9c.6.4 1 1.1 1 1.8V17h5v-1.3c0-.7.4-1.4 1-1.8A6 6 0 0 0 12 3ZM10 20h4" />
    </svg>
  );
}
