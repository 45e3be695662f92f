import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { type OperationDefinitionNode, Kind, parse } from "graphql";

/** The API is at the address of the page itself. */
export const endpoint = new URL("/graphql", window.location.origin);

/** The API gave no GraphQL answer: no connection, or something between it and the browser answered. */
export class UnreachableError extends Error {
  // Written out, because a build shortens the names of classes.
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
    throw new UnreachableError(`${endpoint.href} answered ${response.status} ${response.statusText}, which is not GraphQL.`);
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
    // The browser says only "Failed to fetch", in words of its own; the address is what helps.
    throw new UnreachableError(`Nothing answers at ${endpoint.href}.`);
  }
}

/**
 * For a moment after a change of tabs, GraphiQL sends the operation name of the tab before, which the API refuses.
 * A document of one operation has but one name that fits.
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
    // The API says better what is wrong with it.
    return [];
  }
}
