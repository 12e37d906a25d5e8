// GraphQL over HTTP: every audit of npm graphql-http has to come out "ok", also
// those that the specification only recommends.
import { serverAudits } from "graphql-http";
import { main } from "./lib.mjs";

// As many as there were when this was written: an update that brings fewer would
// weaken the check without a word.
const expected = 61;

export async function httpAudit(base) {
  const problems = [];
  const audits = serverAudits({ url: `${base}/graphql`, fetchFn: fetch });
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status === "ok") continue;
    problems.push(`${result.status} ${audit.id} ${audit.name}: ${result.reason} (HTTP ${result.response?.status})`);
  }
  const ok = audits.length - problems.length;
  if (audits.length < expected) problems.push(`only ${audits.length} audits were run, not ${expected}`);
  return { title: "GraphQL over HTTP", problems, summary: `${ok} of ${audits.length} audits ok` };
}

await main(import.meta, httpAudit);
