import {
  type ConstValueNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";

import * as operations from "../api/operations";
import { pathVariables } from "../api/questions";
import { type Scene, type Step } from "../model/scene";

/** The arguments whose strings are enum values, which GraphQL writes without quotes. */
const enumArguments = new Set(["relationships", "roles", "kinds"]);
/** The fragment with counts for the canvas; it adds nothing to the scene. */
const countsFragment = "Totals";

/** One operation that requests everything in the scene, with an alias for each step. */
export function sceneOperation(scene: Scene): string {
  const fields: FieldNode[] = [];
  const fragments = new Map<string, DefinitionNode>();
  scene.steps.forEach((step, index) => {
    const { text, variables, name } = questionOf(step);
    const document = parse(text, { noLocation: true });
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION || definition.name.value === countsFragment) continue;
      fragments.set(definition.name.value, definition);
    }
    fields.push(...rootFields(document, variables, `${name}${index + 1}`));
  });
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: "query" as OperationDefinitionNode["operation"],
    name: { kind: Kind.NAME, value: "Scene" },
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  return print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] });
}

interface Question {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly name: string;
}

function questionOf(step: Step): Question {
  switch (step.kind) {
    case "add":
      return { text: operations.nodes.text, variables: { ids: step.ids }, name: "added" };
    case "expand":
      return {
        text: operations.expand.text,
        variables: { of: step.of, relationships: [step.type], first: step.first },
        name: "expanded",
      };
    case "connect": {
      const first = Math.max(0, ...step.paths.map(({ index }) => index)) + 1;
      return { text: operations.paths.text, variables: { ...pathVariables(step.question, first, null) }, name: "connected" };
    }
  }
}

/** The root fields of an operation, with values in place of its variables. */
function rootFields(document: DocumentNode, variables: Readonly<Record<string, unknown>>, alias: string): FieldNode[] {
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const fields = operation?.selectionSet.selections.filter((one): one is FieldNode => one.kind === Kind.FIELD) ?? [];
  return fields.map((field) => ({
    ...visit(field, {
      FragmentSpread(spread) {
        return spread.name.value === countsFragment ? null : undefined;
      },
      Argument(argument) {
        if (argument.value.kind !== Kind.VARIABLE) return undefined;
        const value = variables[argument.value.name.value];
        // An omitted argument has its default.
        if (value === undefined || value === null) return null;
        return { ...argument, value: literal(value, enumArguments.has(argument.name.value)) };
      },
    }),
    alias: { kind: Kind.NAME, value: alias },
  }));
}

function literal(value: unknown, isEnum: boolean): ConstValueNode {
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map((item: unknown) => literal(item, isEnum)) };
  if (typeof value === "number") return { kind: Kind.INT, value: String(value) };
  if (typeof value === "boolean") return { kind: Kind.BOOLEAN, value };
  if (typeof value === "string") return isEnum ? { kind: Kind.ENUM, value } : { kind: Kind.STRING, value };
  const entries = Object.entries(value as Record<string, unknown>);
  return {
    kind: Kind.OBJECT,
    fields: entries.map(([name, item]) => ({
      kind: Kind.OBJECT_FIELD,
      name: { kind: Kind.NAME, value: name },
      value: literal(item, false),
    })),
  };
}
