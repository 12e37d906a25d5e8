// The questions on the page are answered: each without an error, and with
// something in it.
import { main } from "./lib.mjs";

export async function examplesCheck(base) {
  const page = await (await fetch(`${base}/`, { headers: { accept: "text/html" } })).text();
  const links = [...page.matchAll(/href="(\/graphql\?[^"]*)"/g)].map((m) => m[1].replaceAll("&amp;", "&"));
  const problems = links.length >= 6 ? [] : [`the page links ${links.length} queries, not six`];
  for (const link of links) {
    const response = await fetch(base + link, { headers: { accept: "text/html,*/*;q=0.8" } });
    const name = new URL(link, base).searchParams.get("query")?.match(/query (\w+)/)?.[1] ?? link;
    const body = await response.json();
    if (response.status !== 200 || body.errors) problems.push(`${name}: HTTP ${response.status}: ${body.errors?.[0]?.message}`);
    else if (!answered(body.data)) problems.push(`${name}: the answer is empty`);
  }
  return { title: "examples", problems, summary: `${links.length} links followed` };
}

/** Is there a list with something in it right below a root field? */
function answered(data) {
  const filled = (list) => Array.isArray(list) && list.length > 0 && list.every((item) => item !== null);
  return Object.values(data).every((root) => filled(root) || filled(root?.nodes) || filled(root?.matches));
}

await main(import.meta, examplesCheck);
