import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  Source,
  buildSchema,
  concatAST,
  parse,
  print,
  stripIgnoredCharacters,
  validate,
  visit,
} from "graphql";
import type { Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const schemaFile = join(here, "../../schema/schema.graphql");
const folder = join(here, "src/explore/api/operations");
const fragmentsFiles = ["fragments.graphql", "fragments.generated.graphql"].map((file) => join(folder, file));

/**
 * Makes modules of the operations in `src/explore/api/operations/`: their text with the fragments that they need, and
 * their name. All of them are checked against the API's schema; an error names the file and the place in it.
 */
export function operations(): Plugin {
  const schema = readSchema();
  return {
    name: "graphapi:operations",
    enforce: "pre",
    buildStart() {
      this.addWatchFile(schemaFile);
      for (const file of fragmentsFiles) this.addWatchFile(file);
      checkOperations(schema);
    },
    load(id) {
      if (dirname(id) !== folder || !id.endsWith(".graphql")) return null;
      const { text, name } = moduleOf(id);
      return `export const text = ${JSON.stringify(text)};\nexport const name = ${JSON.stringify(name)};\n`;
    },
  };
}

export function readSchema(): GraphQLSchema {
  return buildSchema(readFileSync(schemaFile, "utf8"));
}

/** Every operation of the folder with all fragments, by its file. */
export function operationDocuments(): Map<string, DocumentNode> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  return new Map(files.map((file) => [file, read(join(folder, file))]));
}

function checkOperations(schema: GraphQLSchema): void {
  const documents = [...operationDocuments().values()];
  // Together, so that two of one name, and fragments that nobody uses, are found as well.
  const errors = validate(schema, concatAST(documents));
  if (errors.length > 0) throw new Error(`The operations do not fit the schema.\n${errors.map(described).join("\n")}`);
}

function described(error: GraphQLError): string {
  const places = (error.locations ?? []).map(({ line, column }) => `${error.source?.name ?? "?"}:${line}:${column}`);
  return `${places.join(", ")}: ${error.message}`;
}

function read(file: string): DocumentNode {
  const source = new Source(readFileSync(file, "utf8"), relative(here, file));
  try {
    return parse(source);
  } catch (error) {
    throw new Error(described(error as GraphQLError));
  }
}

function moduleOf(file: string): { text: string; name: string } {
  const document = read(file);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.name === undefined) {
    throw new Error(`${relative(here, file)}: one named operation has to stand here`);
  }
  const needed = concatAST([document, { kind: Kind.DOCUMENT, definitions: fragmentsFor(document) }]);
  return { text: stripIgnoredCharacters(print(needed)), name: operation.name.value };
}

/** The fragments that a document spreads, and those that these spread. */
function fragmentsFor(document: DocumentNode): FragmentDefinitionNode[] {
  const all = new Map(
    concatAST(fragmentsFiles.map(read))
      .definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const found = new Set<FragmentDefinitionNode>();
  const follow = (node: DocumentNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread(spread) {
        const fragment = all.get(spread.name.value);
        if (fragment === undefined || found.has(fragment)) return;
        found.add(fragment);
        follow(fragment);
      },
    });
  };
  follow(document);
  return [...found];
}
