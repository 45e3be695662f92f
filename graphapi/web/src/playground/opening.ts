import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";

/** A function that opens an operation in a new tab. */
export function useOpener(): (query: string, variables?: string) => void {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  return (query, variables = "") => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
}

/** Opens the operation in the address, `#query=…&variables=…`, and removes it from the address. */
export function OpenFromAddress() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const open = useOpener();
  const isDone = useRef(false);
  useEffect(() => {
    if (queryEditor === undefined || variableEditor === undefined || isDone.current) return;
    isDone.current = true;
    const given = new URLSearchParams(window.location.hash.slice(1));
    const query = given.get("query");
    if (query === null) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    open(query, given.get("variables") ?? "");
  }, [queryEditor, variableEditor, open]);
  return null;
}
