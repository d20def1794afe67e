// Holds requests and answers against GitHub's own OpenAPI description. Only the schemas that are asked for are compiled.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Json;
}

interface Operation {
  template: string;
  names: string[];
  pattern: RegExp;
  method: string;
  parameters: Parameter[];
  body: ValidateFunction | undefined;
  responses: Map<string, ValidateFunction>;
}

/** The operations that this package may use; anything else that arrives is a violation. */
const USED: [string, string][] = [
  ['get', '/user'],
  ['get', '/repos/{owner}/{repo}/issues'],
  ['post', '/repos/{owner}/{repo}/issues'],
  ['patch', '/repos/{owner}/{repo}/issues/{issue_number}'],
];

const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description = JSON.parse(readFileSync(file, 'utf8')) as Json;
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false, allErrors: true });
const coercing = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });

/** Schemas that were handed to ajv: those that are needed, of a description of 13 MB. */
const named = new Set<string>();

function at(node: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (typeof found === 'object' && found !== null ? (found as Json)[key] : undefined), node);
}

function resolved(node: unknown): Json {
  const reference = at(node, '$ref');
  return typeof reference === 'string' ? resolved(at(description, ...reference.slice(2).split('/'))) : (node as Json);
}

/** A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references become addresses that ajv knows. */
function translate(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(translate);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, part]) => [key, translate(part)]));
  if (typeof rest.$ref === 'string') return { $ref: address(rest.$ref) };
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest;
}

function address(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  if (!named.has(name)) {
    named.add(name);
    ajv.addSchema(translate(at(description, 'components', 'schemas', name)) as Json, name);
  }
  return name;
}

function compile(schema: unknown): ValidateFunction {
  return ajv.compile(translate(schema) as Json);
}

function readOperation([method, template]: [string, string]): Operation {
  const operation = at(description, 'paths', template, method);
  const responses = Object.entries(at(operation, 'responses') as Json).flatMap(([status, response]): [string, ValidateFunction][] => {
    const schema = at(resolved(response), 'content', 'application/json', 'schema');
    return schema === undefined ? [] : [[status, compile(schema)]];
  });
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return {
    method,
    template,
    names,
    pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`),
    parameters: (at(operation, 'parameters') as unknown[]).map((parameter) => resolved(parameter) as unknown as Parameter),
    body: body === undefined ? undefined : compile(body),
    responses: new Map(responses),
  };
}

const operations = USED.map(readOperation);
const basicError = compile({ $ref: '#/components/schemas/basic-error' });

function findOperation(method: string, path: string): Operation | undefined {
  return operations.find((operation) => operation.method === method.toLowerCase() && operation.pattern.test(path));
}

/** What is wrong with a request: empty when GitHub's description allows it. */
export function checkRequest(method: string, path: string, query: URLSearchParams, body: unknown): string[] {
  const operation = findOperation(method, path);
  if (operation === undefined) return [`${method} ${path} is not an operation that is used`];
  const given =
    operation.pattern
      .exec(path)
      ?.slice(1)
      .map((part) => decodeURIComponent(part)) ?? [];
  const violations: string[] = [];
  for (const parameter of operation.parameters) {
    const text = parameter.in === 'path' ? given[operation.names.indexOf(parameter.name)] : (query.get(parameter.name) ?? undefined);
    if (text === undefined && parameter.required === true) violations.push(`${parameter.name} is missing`);
    if (text !== undefined && !coercing.validate({ type: 'object', properties: { value: parameter.schema } }, { value: text }))
      violations.push(`${parameter.name}: ${coercing.errorsText()}`);
  }
  const known = new Set(operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name));
  for (const name of query.keys()) if (!known.has(name)) violations.push(`no query parameter ${name}`);
  if (operation.body === undefined) {
    if (body !== undefined) violations.push('a body where none belongs');
  } else if (!operation.body(body)) violations.push(`body: ${ajv.errorsText(operation.body.errors)}`);
  return violations;
}

/** What is wrong with an answer; a status that the description does not list must be a plain error. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): string[] {
  const operation = findOperation(method, path);
  const validate = operation?.responses.get(String(status)) ?? (status >= 400 ? basicError : undefined);
  if (validate === undefined) return [`${method} ${path} has no answer ${status}`];
  return validate(body) ? [] : [`answer ${status} to ${method} ${path}: ${ajv.errorsText(validate.errors)}`];
}
