import { NoAnswerError } from "../explore/api/client";
import { findStart } from "../explore/api/questions";
import { findStartingPoints } from "../explore/api/starting";
import { type Example, renderExamples } from "./rendering";
import { sampleValues, valuesOf } from "./values";

const documents = import.meta.glob<string>("../examples/*.graphql", { query: "?raw", import: "default", eager: true });
const templates = Object.fromEntries(Object.entries(documents).map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text]));
/** How long the page waits for the values of its examples. */
const patience = 10_000;

/** The examples, with values of the graph. They can be run as they are, and have answers. */
export async function findExamples(): Promise<Example[]> {
  try {
    return await Promise.race([examplesOfTheGraph(), impatience()]);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    // These need no values. Once there are some, the tabs are renewed.
    return renderExamples(templates, {});
  }
}

async function examplesOfTheGraph(): Promise<Example[]> {
  const { catalogue, genres } = await findStart();
  if (catalogue.films + catalogue.people === 0) {
    return renderExamples(templates, sampleValues, [
      "The graph is empty, so this has no answer yet.",
      "Load films and people, then reload this page:",
      "  graphapi load catalogue DIR",
    ]);
  }
  return renderExamples(templates, valuesOf(await findStartingPoints(catalogue), genres.nodes[0]?.name ?? null));
}

function impatience(): Promise<never> {
  return new Promise((_resolve, reject) => {
    window.setTimeout(() => reject(new NoAnswerError("The values took too long.", "none")), patience);
  });
}
