// Makes src/openapi.d.ts, the types of what the REST interface takes and answers, from its OpenAPI document on standard
// input; with --check it writes nothing and fails where the file is another.
import { readFileSync, writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import openapiTypescript, { astToString } from "openapi-typescript";

const FILE = new URL("src/openapi.d.ts", import.meta.url);
const HEAD = "// Made by `make types` from /openapi.json: change the models of server/api instead.\n\n";

const document = await json(process.stdin);
// The page names its own addresses; which they are would make nine tenths of the file.
const types = HEAD + astToString(await openapiTypescript({ ...document, paths: {} }));
if (!process.argv.includes("--check")) writeFileSync(FILE, types);
else if (readFileSync(FILE, "utf8") !== types) {
  process.stderr.write("src/openapi.d.ts is not what the server's models say: run `make types`.\n");
  process.exitCode = 1;
}
