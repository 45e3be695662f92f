import { type GraphiQLPlugin, useGraphiQL } from "@graphiql/react";
import { type GraphQLSchema, parse, print } from "graphql";
import { useEffect, useState } from "react";

import "../../colours.css";
import "./graph.css";
import type { Drawing } from "../../explore/canvas/drawing";
import { fetcher } from "../api";
import { GraphView } from "./GraphView";
import { withNodeFacts } from "./asking";
import { drawingOfAnswer } from "./reading";

/** Draws the nodes of the last answer. */
export const graphPlugin: GraphiQLPlugin = { title: "Graph", icon: GraphIcon, content: GraphTab };

/** The most nodes in a link to the explorer; more would make the address too long. */
const mostExplored = 300;

interface Asked {
  readonly answer: string;
  readonly drawing: Drawing | null;
  readonly failure: string | null;
}

function GraphTab() {
  const { answer, asked } = useAnswer();
  if (answer === "") return <Words>Run an operation. The nodes of its answer are drawn here.</Words>;
  if (asked === null || asked.answer !== answer) return <Words>Drawing …</Words>;
  if (asked.failure !== null) return <Words>{asked.failure}</Words>;
  const drawing = asked.drawing ?? { nodes: [], links: [], namesAside: false };
  if (drawing.nodes.length === 0) return <Words>The last answer contains no nodes. Request films or people.</Words>;
  const ids = drawing.nodes.slice(0, mostExplored).map(({ node }) => node.id);
  return (
    <section className="graph-tab" aria-label="Graph">
      <div className="graph-tab-head">
        <h2>Graph</h2>
        <span>Nodes in the last answer: {drawing.nodes.length}</span>
        <a href={`/explore#add=${ids.join("~")}`}>Open in /explore</a>
      </div>
      <GraphView drawing={drawing} />
    </section>
  );
}

function Words({ children }: { children: string }) {
  return (
    <section className="graph-tab" aria-label="Graph">
      <h2>Graph</h2>
      <p role="status">{children}</p>
    </section>
  );
}

/** The text of the last answer, and the drawing from a second run of its operation. */
function useAnswer(): { answer: string; asked: Asked | null } {
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  const operationName = useGraphiQL((state) => state.operationName);
  const schema = useGraphiQL((state) => state.schema);
  const [answer, setAnswer] = useState(() => responseEditor?.getValue() ?? "");
  const [asked, setAsked] = useState<Asked | null>(null);

  useEffect(() => {
    if (responseEditor === undefined) return undefined;
    setAnswer(responseEditor.getValue());
    const listening = responseEditor.onDidChangeModelContent(() => setAnswer(responseEditor.getValue()));
    return () => listening.dispose();
  }, [responseEditor]);

  useEffect(() => {
    if (answer === "" || !isAnswer(answer) || schema == null) return undefined;
    let isCurrent = true;
    const texts = { query: queryEditor?.getValue() ?? "", variables: variableEditor?.getValue() ?? "", headers: headerEditor?.getValue() ?? "" };
    askAgain(schema, texts, operationName ?? null).then(
      (drawing) => {
        if (isCurrent) setAsked({ answer, drawing, failure: null });
      },
      (error: unknown) => {
        if (isCurrent) setAsked({ answer, drawing: null, failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
    // The texts of the editors are no dependencies: what the user types after the answer belongs to the next run.
  }, [answer, schema]);
  return { answer, asked };
}

interface Texts {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** Sends the operation once more with the fields that drawing needs, because the answer may lack them. */
async function askAgain(schema: GraphQLSchema, { query, variables, headers }: Texts, operationName: string | null): Promise<Drawing> {
  const { document, names } = withNodeFacts(parse(query), schema);
  const operation = {
    query: print(document),
    variables: variables.trim() === "" ? {} : JSON.parse(variables),
    operationName,
  };
  const given = headers.trim() === "" ? {} : { headers: JSON.parse(headers) };
  const answer: unknown = await fetcher(operation, given);
  const refusal = refusalIn(answer);
  if (refusal !== null) throw new Error(`This answer cannot be drawn. ${refusal}`);
  return drawingOfAnswer(answer, names);
}

/** The message of an answer without data; null if it has data. */
function refusalIn(answer: unknown): string | null {
  const { data, errors } = answer as { data?: unknown; errors?: readonly { message: string }[] };
  return data == null ? (errors?.[0]?.message ?? "It contains no data.") : null;
}

function isAnswer(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

function GraphIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="6" cy="7" r="2.5" />
      <circle cx="18" cy="6" r="2.5" />
      <circle cx="13" cy="18" r="2.5" />
      <path d="m8.5 7 7-.8M7.3 9.2 11.7 16M16.9 8.3 14 15.6" />
    </svg>
  );
}
