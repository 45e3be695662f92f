import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { type OperationDefinitionNode, Kind, parse } from "graphql";

/** The API has the same origin as the page. */
export const endpoint = new URL("/graphql", window.location.origin);

/** There is no GraphQL answer: no connection, or something between the browser and the API answered. */
export class UnreachableError extends Error {
  // Explicit, because the build shortens the names of classes.
  static override readonly name = "UnreachableError";
  override name = UnreachableError.name;
}

/** Sends one operation; an answer with GraphQL errors is an answer, whatever its HTTP status. */
export const fetcher: Fetcher = async (operation, options) => {
  const response = await send(JSON.stringify(withFittingName(operation)), options?.headers);
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreachableError(`${endpoint.href} returned ${response.status} ${response.statusText}, which is not a GraphQL response.`);
  }
};

async function send(body: string, headers: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(endpoint, {
      method: "POST",
      headers: { accept: "application/graphql-response+json, application/json", "content-type": "application/json", ...headers },
      body,
    });
  } catch {
    // Messages of browsers, such as "Failed to fetch", do not name the address.
    throw new UnreachableError(`No response from ${endpoint.href}.`);
  }
}

/**
 * Right after a change of tabs, GraphiQL sends the operation name of the previous tab, which the API refuses. If a
 * document has only one operation, this function sends the name of that operation instead.
 */
export function withFittingName(operation: FetcherParams): FetcherParams {
  const names = operationNames(operation.query);
  return names.length === 1 ? { ...operation, operationName: names[0] ?? null } : operation;
}

function operationNames(query: string): (string | undefined)[] {
  try {
    return parse(query, { noLocation: true })
      .definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
      .map((node) => node.name?.value);
  } catch {
    // The API reports what is wrong with the document.
    return [];
  }
}
