import type { ComponentProps } from "react";
import type { GraphiQL } from "graphiql";

type Tabs = NonNullable<ComponentProps<typeof GraphiQL>["defaultTabs"]>;

const documents = import.meta.glob<string>("../examples/*.graphql", { query: "?raw", import: "default", eager: true });

/** One tab for each file in `src/examples/`, in the order of their names. */
export const exampleTabs: Tabs = Object.keys(documents)
  .sort()
  .map((path) => ({ query: documents[path] ?? null }));
