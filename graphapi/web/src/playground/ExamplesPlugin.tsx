import type { GraphiQLPlugin } from "@graphiql/react";

import { useOpener } from "./opening";
import { type Example, questionOf } from "./rendering";

/** A list of the examples, for users who closed their tabs. */
export function examplesPlugin(examples: readonly Example[]): GraphiQLPlugin {
  return { title: "Examples", icon: ExamplesIcon, content: () => <Examples examples={examples} /> };
}

function Examples({ examples }: { examples: readonly Example[] }) {
  const open = useOpener();
  return (
    <section className="examples" aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <ul>
        {examples.map(({ subject, query }) => (
          <li key={subject}>
            <button type="button" className="graphiql-un-styled" onClick={() => open(query)}>
              {questionOf(query)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M12 3a6 6 0 0 0-3.5 10.9c.6.4 1 1.1 1 1.8V17h5v-1.3c0-.7.4-1.4 1-1.8A6 6 0 0 0 12 3ZM10 20h4" />
    </svg>
  );
}
