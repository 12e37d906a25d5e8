// The served schema: valid for graphql-js, whole in the schema definition
// language, described down to the last argument, in Relay's conventions, and the
// same at /schema.graphql as in introspection.
import {
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from "graphql";
import { introspect, main } from "./lib.mjs";

export async function schemaCheck(base) {
  const schema = buildClientSchema(await introspect(base));
  const problems = [
    ...validateSchema(schema).map((e) => `graphql-js: ${e.message}`),
    ...(await olderClients(base)),
    ...roundTrip(schema),
    ...undescribed(schema),
    ...relay(schema),
    ...(await servedText(base, schema)),
  ];
  const types = ownTypes(schema).length;
  return { title: "schema", problems, summary: `${types} types` };
}

function ownTypes(schema) {
  return Object.values(schema.getTypeMap()).filter((t) => !t.name.startsWith("__") && !isSpecifiedScalarType(t));
}

const sorted = (schema) => printSchema(lexicographicSortSchema(schema));

/** Clients that ask for no more than the 2018 edition knows get a schema too. */
async function olderClients(base) {
  const old = buildClientSchema(await introspect(base, { descriptions: true }));
  return validateSchema(old).map((e) => `introspection of older clients: ${e.message}`);
}

/** Text made from the schema, read again, is the same schema. */
function roundTrip(schema) {
  const text = sorted(schema);
  let again;
  try {
    again = buildSchema(text);
  } catch (cause) {
    return [`SDL round trip: ${cause.message}`];
  }
  const problems = validateSchema(again).map((e) => `SDL round trip: ${e.message}`);
  if (sorted(again) !== text) problems.push("SDL round trip: what is read again prints differently");
  return problems;
}

/** Every type, field, argument, enum value, input field and directive says what it is. */
function undescribed(schema) {
  const out = [];
  const need = (thing, path) => {
    if (!thing.description?.trim()) out.push(`no description: ${path}`);
  };
  for (const type of ownTypes(schema)) {
    need(type, type.name);
    if (isEnumType(type)) for (const value of type.getValues()) need(value, `${type.name}.${value.name}`);
    for (const field of Object.values(type.getFields?.() ?? {})) {
      need(field, `${type.name}.${field.name}`);
      for (const arg of field.args ?? []) need(arg, `${type.name}.${field.name}(${arg.name}:)`);
    }
  }
  for (const directive of schema.getDirectives().filter((d) => !isSpecifiedDirective(d))) {
    need(directive, `@${directive.name}`);
    for (const arg of directive.args) need(arg, `@${directive.name}(${arg.name}:)`);
  }
  return out;
}

/** Relay: global object identification and cursor connections. */
function relay(schema) {
  const problems = [...relayNode(schema), ...relayPageInfo(schema)];
  for (const type of ownTypes(schema)) {
    if (type.name.endsWith("Connection")) problems.push(...relayConnection(type));
    if (isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields?.() ?? {})) {
      if (getNamedType(field.type).name.endsWith("Connection")) problems.push(...relayArguments(type, field));
    }
  }
  return problems;
}

function relayNode(schema) {
  const problems = [];
  const node = schema.getType("Node");
  if (!isInterfaceType(node)) return ["relay: there is no interface Node"];
  if (String(node.getFields().id?.type) !== "ID!") problems.push("relay: Node.id is not ID!");
  const query = schema.getQueryType().getFields();
  if (String(query.node?.type) !== "Node") problems.push("relay: Query.node is not Node");
  if (argument(query.node, "id") !== "ID!") problems.push("relay: node(id:) is not ID!");
  if (getNamedType(query.nodes?.type)?.name !== "Node") problems.push("relay: Query.nodes does not give Node");
  for (const type of schema.getPossibleTypes(node)) {
    if (String(type.getFields().id.type) !== "ID!") problems.push(`relay: ${type.name}.id is not ID!`);
  }
  return problems;
}

const argument = (field, name) => {
  const found = field?.args.find((a) => a.name === name);
  return found && String(found.type);
};

function relayPageInfo(schema) {
  const fields = schema.getType("PageInfo")?.getFields() ?? {};
  const want = { hasNextPage: "Boolean!", hasPreviousPage: "Boolean!", startCursor: "String", endCursor: "String" };
  return Object.entries(want)
    .filter(([name, type]) => String(fields[name]?.type).replace(/!$/, "") !== type.replace(/!$/, "") || (type.endsWith("!") && !isNonNullType(fields[name].type)))
    .map(([name, type]) => `relay: PageInfo.${name} is ${fields[name]?.type}, not ${type}`);
}

function relayConnection(type) {
  const problems = [];
  const fields = type.getFields();
  if (String(fields.pageInfo?.type) !== "PageInfo!") problems.push(`relay: ${type.name}.pageInfo is not PageInfo!`);
  const edges = fields.edges && getNullableType(fields.edges.type);
  if (!isListType(edges)) return [...problems, `relay: ${type.name}.edges is no list`];
  const edge = getNamedType(edges);
  const { node, cursor } = edge.getFields();
  if (!node || isListType(getNullableType(node.type))) problems.push(`relay: ${edge.name}.node is missing or a list`);
  if (!cursor || String(getNullableType(cursor.type)) !== "String") problems.push(`relay: ${edge.name}.cursor is no String`);
  return problems;
}

function relayArguments(type, field) {
  const has = (size, cursor) => argument(field, size) === "Int" && argument(field, cursor) === "String";
  return has("first", "after") || has("last", "before") ? [] : [`relay: ${type.name}.${field.name} takes neither first and after nor last and before`];
}

/** /schema.graphql says what introspection says. */
async function servedText(base, schema) {
  const response = await fetch(`${base}/schema.graphql`);
  const text = await response.text();
  if (response.status !== 200) return [`/schema.graphql: HTTP ${response.status}`];
  let served;
  try {
    served = buildSchema(text);
  } catch (cause) {
    return [`/schema.graphql: ${cause.message}`];
  }
  const problems = validateSchema(served).map((e) => `/schema.graphql: ${e.message}`);
  for (const [from, to, way] of [
    [schema, served, "lacks"],
    [served, schema, "has, but introspection lacks"],
  ]) {
    for (const change of [...findBreakingChanges(from, to), ...findDangerousChanges(from, to)]) {
      problems.push(`/schema.graphql ${way}: ${change.description}`);
    }
  }
  if (problems.length === 0) problems.push(...firstDifference(sorted(schema), sorted(served)));
  return problems;
}

function firstDifference(introspected, served) {
  if (introspected === served) return [];
  const a = introspected.split("\n");
  const b = served.split("\n");
  const at = a.findIndex((line, i) => line !== b[i]);
  return [`/schema.graphql differs from introspection: ${JSON.stringify(b[at])} instead of ${JSON.stringify(a[at])}`];
}

await main(import.meta, schemaCheck);
