import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

const secondsBetweenTries = 5;

/** Says over the editor that the schema could not be read, why, and tries again until it can. */
export function ApiState() {
  const fetchError = useGraphiQL((state) => state.fetchError);
  const isIntrospecting = useGraphiQL((state) => state.isIntrospecting);
  const { introspect } = useGraphiQLActions();

  useEffect(() => {
    if (fetchError === null) return undefined;
    const timer = window.setTimeout(() => void introspect(), secondsBetweenTries * 1000);
    return () => window.clearTimeout(timer);
  }, [fetchError, introspect]);

  if (fetchError === null) return null;
  return (
    <div className="api-state" role="alert">
      <p>
        <strong>The API can’t be reached.</strong> {messageIn(fetchError)} Is <code>graphapi serve</code> running?
      </p>
      <button type="button" disabled={isIntrospecting} onClick={() => void introspect()}>
        Try again
      </button>
    </div>
  );
}

/** The message of the first error in what GraphiQL keeps as text: an answer with errors, or an error. */
function messageIn(fetchError: string): string {
  try {
    const { errors, message }: { errors?: { message: string }[]; message?: string } = JSON.parse(fetchError);
    return errors?.[0]?.message ?? message ?? fetchError;
  } catch {
    return fetchError;
  }
}
