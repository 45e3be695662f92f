// Writes the types of what the operations ask and get: `npm run types`. With --check it writes nothing, and fails where
// the types that are there are not those of today's schema and operations.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { codegen } from "@graphql-codegen/core";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { parse, printSchema } from "graphql";

import { operationDocuments, readSchema } from "./operations.ts";

const target = fileURLToPath(new URL("src/explore/api/operations.generated.ts", import.meta.url));
const head = "// Made by `npm run types` from the schema and the operations.\n";

const schema = readSchema();
const written = await codegen({
  documents: [...operationDocuments()].map(([location, document]) => ({ location, document })),
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  filename: target,
  config: {},
  pluginMap: { operations: typescriptOperations },
  plugins: [
    {
      operations: {
        enumsAsTypes: true,
        enumType: "string-literal",
        skipTypename: false,
        nonOptionalTypename: false,
        dedupeFragments: true,
        mergeFragmentTypes: false,
        immutableTypes: true,
        inputMaybeValue: "T | null | undefined",
        strictScalars: true,
        disableDescriptions: true,
        scalars: { DateTime: "string" },
      },
    },
  ],
});
const text = head + written;

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("src/explore/api/operations.generated.ts does not fit the schema and the operations; run `npm run types`.");
  process.exitCode = 1;
}
