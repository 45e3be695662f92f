/** The API has the same origin as the page. */
const endpoint = new URL("/graphql", window.location.origin);
const tokenName = "graphapi:token";

/** An operation of `operations/`, with the types of its variables and its answer. */
export interface Operation<Answer, Variables> {
  readonly text: string;
  readonly name: string;
  /** Never set; it only binds the types to the operation. */
  readonly types?: (variables: Variables) => Answer;
}

/** Why there is no answer: a message for the user, and the remedy that the page can offer. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
  readonly remedy: "retry" | "token" | "none";
  /** The error code of the API, such as COST_LIMIT. */
  readonly code: string | null;

  constructor(message: string, remedy: "retry" | "token" | "none", code: string | null = null) {
    super(message);
    this.remedy = remedy;
    this.code = code;
  }
}

interface Asking {
  readonly signal?: AbortSignal;
  /** Whether an answer with data is accepted although it has errors. */
  readonly partly?: boolean;
}

interface GraphQLAnswer<Answer> {
  data?: Answer | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/**
 * Sends one operation to the API.
 *
 * @throws NoAnswerError if there is no response, or if it is not the data that was requested.
 */
export async function ask<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  { signal, partly = false }: Asking = {},
): Promise<Answer> {
  const body = JSON.stringify({ query: operation.text, operationName: operation.name, variables });
  const response = await send(body, signal);
  const answer = await read<Answer>(response);
  const [failure] = answer.errors ?? [];
  const isEnough = partly && answer.data != null;
  if (failure !== undefined && !isEnough) throw refusal(failure.message, failure.extensions?.code ?? null);
  if (answer.data === undefined || answer.data === null) throw new NoAnswerError("The API sent no data.", "retry");
  return answer.data;
}

async function send(body: string, signal?: AbortSignal): Promise<Response> {
  const token = readToken();
  try {
    return await fetch(endpoint, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new NoAnswerError(
      navigator.onLine
        ? `No response from ${endpoint.href}. Is graphapi serve running?`
        : "This device is offline. The canvas stays as it is; new data needs a connection.",
      "retry",
    );
  }
}

async function read<Answer>(response: Response): Promise<GraphQLAnswer<Answer>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphQLAnswer<Answer>;
  } catch {
    throw new NoAnswerError(`${endpoint.href} returned ${response.status} ${response.statusText}, which is not a GraphQL response.`, "retry");
  }
}

function refusal(message: string, code: string | null): NoAnswerError {
  switch (code) {
    case "UNAUTHENTICATED":
      return new NoAnswerError(message, "token", code);
    case "COST_LIMIT":
      return new NoAnswerError(`${message} Use fewer degrees or stricter filters.`, "none", code);
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
      return new NoAnswerError(message, "none", code);
    default:
      return new NoAnswerError(message, "retry", code);
  }
}

/** The bearer token that the user entered in this tab; closing the tab removes it. */
function readToken(): string | null {
  return sessionStorage.getItem(tokenName);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(tokenName, token.trim().replace(/^bearer\s+/i, ""));
}
