import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";

import { ApiState } from "./ApiState";
import { examplesPlugin } from "./ExamplesPlugin";
import { fetcher } from "./api";
import { graphPlugin } from "./graph/GraphPlugin";
import { OpenFromAddress } from "./opening";
import type { Example } from "./rendering";

/** Shows the playground, with a tab for each example. */
export function showPage(examples: readonly Example[]): void {
  const place = document.getElementById("playground");
  if (place === null) throw new Error("The page has no element #playground.");
  const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN, examplesPlugin(examples), graphPlugin];
  createRoot(place).render(
    <StrictMode>
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={examples.map(({ query }) => ({ query }))}
        defaultEditorToolsVisibility={false}
        schemaDescription
        inputValueDeprecation
      >
        <GraphiQL.Logo>graphapi</GraphiQL.Logo>
        <ApiState />
        <OpenFromAddress />
      </GraphiQL>
    </StrictMode>,
  );
}
