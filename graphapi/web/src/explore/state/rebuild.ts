import { NoAnswerError } from "../api/client";
import { findNeighbours, findNodes, findPaths } from "../api/questions";
import type { Recipe, RecipeStep } from "../model/address";
import type { Id } from "../model/graph";
import { type Findings, mergeFindings, noFindings } from "../model/library";
import { idsOfPath, nodesOfPath } from "../model/path";
import { type Point, type Scene, type Step, members } from "../model/scene";
import type { Connection } from "./state";

interface Rebuilt {
  readonly scene: Scene;
  readonly findings: Findings;
  /** The last connection, for the panel. */
  readonly connection: Connection | null;
}

/** Runs the steps of an address on the current graph. */
export async function rebuild(recipe: Recipe): Promise<Rebuilt> {
  const done = await Promise.all(recipe.steps.map(takeStep));
  const findings = mergeFindings(...done.map((one) => one.findings));
  const known = new Set(findings.nodes.map((node) => node.id));
  const bare: Scene = {
    steps: done.map((one) => one.step).filter((step) => step.kind !== "add" || step.ids.length > 0),
    dismissed: new Set(recipe.dismissed),
    pins: new Map(),
    layout: recipe.layout,
    filter: recipe.filter,
  };
  // The nodes of paths have no relationship counts yet.
  const counted = await findNodes(findings.nodes.filter((node) => node.totals === null).map((node) => node.id));
  return {
    scene: { ...bare, pins: pinsOf(bare, recipe, known) },
    findings: mergeFindings(findings, counted),
    connection: done.findLast((one) => one.connection !== null)?.connection ?? null,
  };
}

interface Taken {
  readonly step: Step;
  readonly findings: Findings;
  readonly connection: Connection | null;
}

/** Runs a step. A step from a node that the graph no longer holds adds nothing. */
async function takeStep(step: RecipeStep): Promise<Taken> {
  try {
    return await takeKnownStep(step);
  } catch (error) {
    if (!(error instanceof NoAnswerError && (error.code === "NOT_FOUND" || error.code === "BAD_USER_INPUT"))) throw error;
    return { step: { kind: "add", ids: [] }, findings: noFindings, connection: null };
  }
}

async function takeKnownStep(step: RecipeStep): Promise<Taken> {
  switch (step.kind) {
    case "add": {
      const findings = await findNodes(step.ids);
      return { step: { ...step, ids: findings.nodes.map((node) => node.id) }, findings, connection: null };
    }
    case "expand": {
      const found = await findNeighbours(step.of, [step.type], step.first);
      return { step: { ...step, brought: found.brought.get(step.type) ?? [] }, findings: found, connection: null };
    }
    case "connect": {
      const { paths, next } = await findPaths(step.question, Math.max(...step.paths) + 1);
      const shown = step.paths.flatMap((index) => {
        const path = paths[index];
        return path === undefined ? [] : [{ index, ids: idsOfPath(path) }];
      });
      const nodes = paths.flatMap(nodesOfPath);
      return {
        step: { ...step, paths: shown },
        findings: { ...noFindings, nodes },
        connection: { question: step.question, paths, next, outcome: "found" },
      };
    }
  }
}

function pinsOf(scene: Scene, recipe: Recipe, known: ReadonlySet<Id>): ReadonlyMap<Id, Point> {
  const pinned = new Set(recipe.pinned);
  const ids = members(scene).filter((id) => known.has(id));
  if (recipe.places.length !== ids.length) return new Map();
  return new Map(
    ids.flatMap((id, index): [Id, Point][] => {
      const place = recipe.places[index];
      return place !== undefined && pinned.has(id) ? [[id, place]] : [];
    }),
  );
}
