import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

import { UnreachableError } from "./api";

const secondsBetweenTries = 5;

/** Shows why the schema could not be read, and retries until it can be. */
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
      <Reason fetchError={fetchError} />
      <button type="button" disabled={isIntrospecting} onClick={() => void introspect()}>
        Try again
      </button>
    </div>
  );
}

interface Failure {
  /** Set for errors that were thrown in the page; errors of the API have none. */
  name?: string;
  message: string;
  extensions?: { code?: string };
}

function Reason({ fetchError }: { fetchError: string }) {
  const { name, message, extensions } = firstFailure(fetchError);
  if (name === UnreachableError.name) {
    return (
      <p>
        <strong>The API can’t be reached.</strong> {message} Is <code>graphapi serve</code> running?
      </p>
    );
  }
  return (
    <p>
      <strong>The schema could not be loaded.</strong> {message}
      {extensions?.code === "UNAUTHENTICATED" && (
        <>
          {" "}
          Enter the header below, under “Headers”: <code>{'{"Authorization": "Bearer …"}'}</code>
        </>
      )}
    </p>
  );
}

/** The first error in GraphiQL's text, which is an answer with errors, or errors that were thrown in the page. */
function firstFailure(fetchError: string): Failure {
  try {
    const { errors }: { errors?: Failure[] } = JSON.parse(fetchError);
    return errors?.[0] ?? { message: fetchError };
  } catch {
    return { message: fetchError };
  }
}
