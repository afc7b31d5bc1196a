// Checks the manifest of the custom elements (first argument) and the bill of materials (second argument) against their schemas.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import Ajv from "ajv";

const [manifest, bill] = process.argv.slice(2);
const read = (path) => readFileSync(path, "utf8");
const require = createRequire(import.meta.url);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schema = JSON.parse(read(require.resolve("custom-elements-manifest/schema.json")));
const faults = {
  [manifest]: ajv.validate(schema, JSON.parse(read(manifest))) ? null : ajv.errors,
  [bill]: await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(read(bill)),
};
for (const [path, found] of Object.entries(faults)) {
  if (found) {
    console.error(`${path} does not follow its schema:`, JSON.stringify(found, null, 2));
    process.exitCode = 1;
  } else {
    console.log(`${path} follows its schema.`);
  }
}
