import type { Example } from "./rendering";

const examplesName = "graphapi:examples";
/** Where GraphiQL keeps its tabs, and the document of the one that is open. */
const tabsName = "graphiql:tabState";
const queryName = "graphiql:query";

interface Tabs {
  readonly tabs: readonly { readonly query: string | null }[];
}

/**
 * Renews the examples of an earlier visit in the tabs that GraphiQL has kept, because their values may no longer be in
 * the graph. If the user has changed no tab, all tabs are made anew; a tab with a change stays as it is.
 */
export function renewKeptTabs(examples: readonly Example[]): void {
  try {
    const earlier = localStorage.getItem(examplesName);
    const now = JSON.stringify(examples);
    if (earlier === now) return;
    localStorage.setItem(examplesName, now);
    const kept = localStorage.getItem(tabsName);
    if (earlier !== null && kept !== null) renew(JSON.parse(earlier) as Example[], examples, JSON.parse(kept) as Tabs);
  } catch {
    // Without storage in the browser, or with what another version has stored, the tabs stay as they are.
  }
}

function renew(earlier: readonly Example[], examples: readonly Example[], state: Tabs): void {
  const subjects = new Map(earlier.map(({ subject, query }) => [query, subject]));
  if (state.tabs.every(({ query }) => subjects.has(query ?? ""))) {
    for (const name of [tabsName, queryName]) localStorage.removeItem(name);
    return;
  }
  const now = new Map(examples.map(({ subject, query }) => [subject, query]));
  const renewed = (query: string | null): string | null => now.get(subjects.get(query ?? "") ?? "") ?? query;
  const tabs = state.tabs.map((tab) => ({ ...tab, query: renewed(tab.query) }));
  localStorage.setItem(tabsName, JSON.stringify({ ...state, tabs }));
  const open = localStorage.getItem(queryName);
  if (open !== null) localStorage.setItem(queryName, renewed(open) ?? open);
}
