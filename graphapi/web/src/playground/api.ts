import type { Fetcher } from "@graphiql/toolkit";

/** The API is at the address of the page itself. */
export const endpoint = new URL("/graphql", window.location.origin);

/** The API gave no GraphQL answer: no connection, or something between it and the browser answered. */
export class UnreachableError extends Error {
  override name = "UnreachableError";
}

/** Sends one operation; an answer with GraphQL errors is an answer, whatever its HTTP status. */
export const fetcher: Fetcher = async (operation, options) => {
  const response = await send(JSON.stringify(operation), options?.headers);
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
