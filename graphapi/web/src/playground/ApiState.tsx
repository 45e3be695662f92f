import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

import { UnreachableError } from "./api";

const secondsBetweenTries = 5;

/** Says over the editors that the schema could not be read, why, and tries again until it can. */
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
  /** Of an error that was thrown here; an error that the API sent has none. */
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
      <strong>The API does not show its schema.</strong> {message}
      {extensions?.code === "UNAUTHENTICATED" && (
        <>
          {" "}
          Write it below, under “Headers”: <code>{'{"Authorization": "Bearer …"}'}</code>
        </>
      )}
    </p>
  );
}

/** The first error in what GraphiQL keeps as text: an answer with errors, or errors that were thrown here. */
function firstFailure(fetchError: string): Failure {
  try {
    const { errors }: { errors?: Failure[] } = JSON.parse(fetchError);
    return errors?.[0] ?? { message: fetchError };
  } catch {
    return { message: fetchError };
  }
}
