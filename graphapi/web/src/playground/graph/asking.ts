import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  isInterfaceType,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from "graphql";

import { type Kind as NodeKind, isKind, kinds } from "../../explore/model/kinds";

/** The response keys of the fields that identify and name the nodes of an answer. */
export type FactNames = Readonly<Record<(typeof factFields)[number], string>>;

const factFields = ["id", "__typename", "title", "name", "year"] as const;

export interface Asking {
  readonly document: DocumentNode;
  readonly names: FactNames;
}

/** Adds the fields that drawing needs to every node of an operation. */
export function withNodeFacts(document: DocumentNode, schema: GraphQLSchema): Asking {
  const names = freeNames(document);
  const types = new TypeInfo(schema);
  const asked: DocumentNode = visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(set: SelectionSetNode): SelectionSetNode | undefined {
          const type = types.getParentType();
          if (isObjectType(type) && isKind(type.name)) return { ...set, selections: [...set.selections, ...identity(names), ...facts(type.name, names)] };
          if (!isInterfaceType(type) || type.name !== "Node") return undefined;
          return { ...set, selections: [...set.selections, ...identity(names), ...kinds.map((kind) => factsOn(kind, names))] };
        },
      },
    }),
  );
  return { document: asked, names };
}

/** Replaces only names that the operation uses for something else, because the API limits the number of aliases. */
function freeNames(document: DocumentNode): FactNames {
  const taken = new Set<string>();
  visit(document, {
    Field({ alias, name }) {
      if (alias !== undefined && alias.value !== name.value) taken.add(alias.value);
    },
  });
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return Object.fromEntries(factFields.map((name) => [name, free(name)])) as FactNames;
}

function identity(names: FactNames): FieldNode[] {
  return [field("id", names), field("__typename", names)];
}

function facts(kind: NodeKind, names: FactNames): FieldNode[] {
  return kind === "Film" ? [field("title", names), field("year", names)] : [field("name", names)];
}

function factsOn(kind: NodeKind, names: FactNames): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: kind } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: facts(kind, names) },
  };
}

function field(name: keyof FactNames, names: FactNames): FieldNode {
  const plain: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
  return names[name] === name ? plain : { ...plain, alias: { kind: Kind.NAME, value: names[name] } };
}
