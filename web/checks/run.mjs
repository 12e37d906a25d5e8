// All outside checks against a running server.
// usage: node run.mjs [http://127.0.0.1:8080]     exit status 1 if anything is off
import { contractCheck } from "./contract-check.mjs";
import { examplesCheck } from "./examples-check.mjs";
import { httpAudit } from "./http-audit.mjs";
import { address, report } from "./lib.mjs";
import { schemaCheck } from "./schema-check.mjs";

const base = address();
let ok = true;
for (const check of [httpAudit, schemaCheck, contractCheck, examplesCheck]) {
  ok = (await report(check, base)) && ok;
}
process.exitCode = ok ? 0 : 1;
