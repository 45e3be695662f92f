/** The API is at the address of the page itself. */
const endpoint = new URL("/graphql", window.location.origin);
const tokenName = "graphapi:token";

/** One of the operations of `operations/`, with the types of what goes in and what comes out. */
export interface Operation<Answer, Variables> {
  readonly text: string;
  readonly name: string;
  /** Never there: it ties the types to the operation. */
  readonly types?: (variables: Variables) => Answer;
}

/** Why there is no answer, in words for a person, and what the page can offer to do. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
  readonly remedy: "retry" | "token" | "none";
  /** The API's own code, such as COST_LIMIT. */
  readonly code: string | null;

  constructor(message: string, remedy: "retry" | "token" | "none", code: string | null = null) {
    super(message);
    this.remedy = remedy;
    this.code = code;
  }
}

interface Asking {
  readonly signal?: AbortSignal;
  /** Whether an answer with errors in some places is still an answer. */
  readonly partly?: boolean;
}

interface GraphQLAnswer<Answer> {
  data?: Answer | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/**
 * Asks the API one question.
 *
 * @throws NoAnswerError when nothing answers, or something else than data comes back.
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
        ? `Nothing answers at ${endpoint.href}. Is graphapi serve running?`
        : "This device is offline. What you have is still here; what is new needs a connection.",
      "retry",
    );
  }
}

async function read<Answer>(response: Response): Promise<GraphQLAnswer<Answer>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphQLAnswer<Answer>;
  } catch {
    throw new NoAnswerError(`${endpoint.href} answered ${response.status} ${response.statusText}, which is not GraphQL.`, "retry");
  }
}

function refusal(message: string, code: string | null): NoAnswerError {
  switch (code) {
    case "UNAUTHENTICATED":
      return new NoAnswerError(message, "token", code);
    case "COST_LIMIT":
      return new NoAnswerError(`${message} Fewer degrees or narrower filters make the search smaller.`, "none", code);
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
      return new NoAnswerError(message, "none", code);
    default:
      return new NoAnswerError(message, "retry", code);
  }
}

/** The bearer token that a person gave this tab; it goes when the tab is closed. */
function readToken(): string | null {
  return sessionStorage.getItem(tokenName);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(tokenName, token.trim().replace(/^bearer\s+/i, ""));
}
