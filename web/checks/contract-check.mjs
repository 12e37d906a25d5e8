// The served schema holds everything in schema/contract.graphql. What a later issue
// brings is named in contract-later.json, each with the issue; an entry that the
// server already satisfies is a problem too, so that the list only shrinks.
import { readFileSync } from "node:fs";
import { buildSchema, findBreakingChanges } from "graphql";
import { main, servedSchema } from "./lib.mjs";

const contractFile = new URL("../../schema/contract.graphql", import.meta.url);
const laterFile = new URL("./contract-later.json", import.meta.url);

export async function contractCheck(base) {
  const contract = buildSchema(readFileSync(contractFile, "utf8"));
  const served = await servedSchema(base);
  const later = JSON.parse(readFileSync(laterFile, "utf8"));
  const problems = [];
  const used = new Set();
  for (const change of findBreakingChanges(contract, served)) {
    const reason = Object.keys(later).find((subject) => concerns(change.description, subject));
    if (reason === undefined) problems.push(`${change.type}: ${change.description}`);
    else used.add(reason);
  }
  // Left unused because what it excuses is part of something else that is missing.
  for (const subject of Object.keys(later)) {
    if (!used.has(subject) && present(served, subject)) problems.push(`${subject} is served; take it off contract-later.json`);
  }
  const types = Object.keys(contract.getTypeMap()).filter((name) => !name.startsWith("__")).length;
  return { title: "contract", problems, summary: `${types} types in the contract, ${used.size} parts left to later issues` };
}

/** Does a change speak of exactly this type or Type.field? */
function concerns(description, subject) {
  const words = description.match(/[A-Za-z_][\w]*(\.[A-Za-z_]\w*)?/g) ?? [];
  return words[0] === subject;
}

function present(schema, subject) {
  const [type, field] = subject.split(".");
  const found = schema.getType(type);
  return Boolean(field ? found?.getFields?.()[field] : found);
}

await main(import.meta, contractCheck);
