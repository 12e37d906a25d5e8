// What the checks share: how a finding is reported, and how the schema is fetched.
import { pathToFileURL } from "node:url";
import { buildClientSchema, getIntrospectionQuery } from "graphql";

/**
 * A check is a function from the server's base address to
 * { title, problems: [string], summary: string }.
 */
export async function report(check, base) {
  let result;
  try {
    result = await check(base);
  } catch (cause) {
    result = { title: check.name, problems: [`could not run: ${cause.stack ?? cause}`], summary: "not run" };
  }
  for (const problem of result.problems) console.log(`  ${problem}`);
  console.log(`${result.problems.length ? "FAIL" : "ok  "} ${result.title}: ${result.summary}`);
  return result.problems.length === 0;
}

/** Lets a file be run on its own: node FILE URL. */
export async function main(meta, check) {
  if (meta.url !== pathToFileURL(process.argv[1] ?? "").href) return;
  process.exitCode = (await report(check, address())) ? 0 : 1;
}

/** The server's base address, from the command line. */
export function address() {
  const given = process.argv[2] ?? "http://127.0.0.1:8080";
  return given.replace(/\/(graphql)?\/?$/, "");
}

// Everything that newer editions of the specification can tell of a schema.
const everything = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};

/** The raw answer to introspection. */
export async function introspect(base, options = everything) {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: getIntrospectionQuery(options) }),
  });
  const body = await response.json();
  if (response.status !== 200 || body.errors) {
    throw new Error(`introspection: HTTP ${response.status}: ${body.errors?.map((e) => e.message).join("; ")}`);
  }
  return body.data;
}

export async function servedSchema(base) {
  return buildClientSchema(await introspect(base));
}
