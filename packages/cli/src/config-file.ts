import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isNode, isPair, isScalar, LineCounter, type Document, parseDocument } from 'yaml';
import {
  type ConfigProblem,
  echo,
  normalizePolicy,
  type Place,
  type Policy,
  type PolicyResult,
  problemMessage,
  UserError,
} from '@loadline/schema';
import type { Context } from './context.js';

/** The names that are looked for in the working directory, and nowhere else. */
export const configFileNames = ['loadline.config.yaml', 'loadline.config.yml', 'loadline.config.json'] as const;

const SIZE_LIMIT = 1024 * 1024;

/** What was set outside of the file, by dotted name; these win over it. */
export interface Override {
  /** Path in the written configuration. */
  path: readonly string[];
  value: unknown;
  /** Where it came from, for people: `--fail-on`, `LOADLINE_SUITE`. */
  from: string;
}

/** A configuration as it is in force. */
export interface LoadedConfig extends PolicyResult {
  policy: Policy;
  /** Name of the file; undefined when there is none. */
  file: string | undefined;
  /** Where each setting came from: `default`, `FILE:LINE`, a flag or a variable. */
  origin(path: readonly (string | number)[] | undefined): string;
  /** What is worth a word but no error. */
  warnings: string[];
}

interface ConfigText {
  name: string;
  document: Document;
  lines: LineCounter;
}

/**
 * Finds, reads and normalises the configuration: flags over variables over the file over defaults.
 *
 * @throws UserError with file, line and column for everything that is wrong in it.
 */
export async function loadConfig(context: Context, file: string | undefined, overrides: readonly Override[]): Promise<LoadedConfig> {
  const text = await readConfigText(context, file ?? context.env['LOADLINE_CONFIG']);
  const written = text === undefined ? {} : ((text.document.toJS({ maxAliasCount: 100 }) as unknown) ?? {});
  const all = [...environmentOverrides(context.env), ...overrides];
  const result = normalizePolicy(applyOverrides(written, all));
  const errors = result.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw configError(errors, text, all);
  return {
    ...result,
    file: text?.name,
    origin: (path) => originOf(path, text, all),
    warnings: result.problems.map((problem) => problemMessage(problem)),
  };
}

async function readConfigText(context: Context, file: string | undefined): Promise<ConfigText | undefined> {
  const names = file === undefined ? await findConfigFiles(context.cwd) : [file];
  if (names.length > 1) {
    throw new UserError({
      code: 'config-two-files',
      found: `${names.map((name) => `\`${name}\``).join(' and ')} in one folder`,
      expected: 'one configuration',
      hint: 'Remove one, or say which with `--config FILE`.',
    });
  }
  const name = names[0];
  return name === undefined ? undefined : parseConfig(name, await readText(resolve(context.cwd, name), name));
}

async function findConfigFiles(cwd: string): Promise<string[]> {
  const found = await Promise.all(
    configFileNames.map((name) =>
      stat(resolve(cwd, name)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return configFileNames.filter((_, index) => found[index] === true);
}

async function readText(path: string, name: string): Promise<string> {
  const entry = await stat(path).catch((error: unknown) => {
    throw new UserError({
      code: 'config-unreadable',
      found: `the configuration \`${echo(name)}\`, which ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'}`,
      expected: 'a YAML or JSON file',
    });
  });
  if (entry.isDirectory())
    throw new UserError({
      code: 'config-unreadable',
      found: `the configuration \`${echo(name)}\`, which is a folder`,
      expected: 'a YAML or JSON file',
    });
  if (entry.size > SIZE_LIMIT)
    throw new UserError({
      code: 'config-too-large',
      found: `a configuration of ${entry.size} bytes`,
      expected: 'at most 1 MiB',
      place: { file: name },
    });
  return readFile(path, 'utf8').catch(() => {
    throw new UserError({
      code: 'config-unreadable',
      found: `the configuration \`${echo(name)}\`, which this user may not read`,
      expected: 'a YAML or JSON file',
    });
  });
}

function parseConfig(name: string, source: string): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(source.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    version: '1.2',
    uniqueKeys: true,
  });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UserError({
      code: 'config-syntax',
      found: `text that is not valid YAML: ${echo(error.message)}`,
      expected: 'YAML or JSON',
      place: { file: name, line, column: col },
    });
  }
  return { name, document: document, lines };
}

/** The settings that have a variable. */
const VARIABLES: readonly (readonly [variable: string, path: readonly string[], list?: boolean])[] = [
  ['LOADLINE_SUITE', ['suite']],
  ['LOADLINE_ENVIRONMENT', ['environment']],
  ['LOADLINE_BASELINE', ['baseline', 'from']],
  ['LOADLINE_EVIDENCE', ['evidence']],
  ['LOADLINE_FAIL_ON', ['failOn'], true],
];

function environmentOverrides(env: Context['env']): Override[] {
  return VARIABLES.flatMap(([variable, path, list]) => {
    const value = env[variable];
    return value === undefined || value === '' ? [] : [{ path, value: list === true ? splitWords(value) : value, from: variable }];
  });
}

/** `a,b c` as a list; `none` as it is. */
export function splitWords(text: string): string[] | 'none' {
  return text.trim() === 'none' ? 'none' : text.split(/[\s,]+/).filter((word) => word !== '');
}

function applyOverrides(written: unknown, overrides: readonly Override[]): unknown {
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return written;
  const result = { ...(written as Record<string, unknown>) };
  for (const { path, value } of overrides) {
    const [first = '', second] = path;
    if (second === undefined) result[first] = value;
    else {
      const outer = result[first];
      const kept =
        outer !== null && typeof outer === 'object' && !Array.isArray(outer) ? outer : typeof outer === 'string' ? { from: outer } : {};
      result[first] = { ...kept, [second]: value };
    }
  }
  return result;
}

function overrideOf(path: readonly (string | number)[], overrides: readonly Override[]): Override | undefined {
  return overrides.findLast(
    (override) => override.path.every((part, index) => path[index] === part) || path.every((part, index) => override.path[index] === part),
  );
}

function originOf(path: readonly (string | number)[] | undefined, text: ConfigText | undefined, overrides: readonly Override[]): string {
  if (path === undefined) return 'default';
  const override = overrideOf(path, overrides);
  if (override !== undefined) return override.from;
  const place = text === undefined ? undefined : locate(text, path, 'value', 0);
  return place === undefined ? 'default' : `${place.file ?? ''}${place.line === undefined ? '' : `:${place.line}`}`;
}

const SHOWN = 10;

function configError(problems: readonly ConfigProblem[], text: ConfigText | undefined, overrides: readonly Override[]): UserError {
  const [first, ...others] = problems.map((problem) => {
    const override = overrideOf(problem.path, overrides);
    const place = override === undefined && text !== undefined ? locate(text, problem.path, problem.at, problem.offset ?? 0) : undefined;
    return { problem, place, from: override?.from };
  });
  if (first === undefined) throw new RangeError('configError needs a problem');
  const line = (entry: typeof first) =>
    `${entry.place === undefined ? (entry.from ?? '') : `${entry.place.file ?? ''}:${entry.place.line ?? ''}:${entry.place.column ?? ''}`}: ${problemMessage(entry.problem)}`;
  const more = others.slice(0, SHOWN).map(line);
  if (others.length > SHOWN) more.push(`… and ${others.length - SHOWN} more`);
  const hints = [first.problem.hint, ...more].filter((part) => part !== undefined);
  return new UserError({
    code: first.problem.code,
    found: `${first.from === undefined ? '' : `${first.from}: `}${first.problem.found}`,
    ...(first.problem.expected === undefined ? {} : { expected: first.problem.expected }),
    ...(first.place === undefined ? {} : { place: first.place }),
    ...(hints.length === 0 ? {} : { hint: hints.join('\n  ') }),
  });
}

/** Line and column of a key or value; of the nearest thing above it that was written, when it was not. */
function locate(text: ConfigText, path: readonly (string | number)[], at: 'key' | 'value', offset: number): Place {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const exact = length === path.length;
    const start = exact && at === 'key' ? keyStart(text.document, part) : valueStart(text.document, part);
    if (start === undefined) continue;
    const { line, col } = text.lines.linePos(start.at);
    return { file: text.name, line, column: col + (exact && at === 'value' ? offset + start.quote : 0) };
  }
  return { file: text.name, line: 1, column: 1 };
}

interface Start {
  at: number;
  /** 1 where the text begins after a quotation mark. */
  quote: number;
}

function valueStart(document: Document, path: readonly (string | number)[]): Start | undefined {
  const node = document.getIn(path, true);
  if (!isNode(node) || node.range === null || node.range === undefined) return undefined;
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  return { at: node.range[0], quote: quoted ? 1 : 0 };
}

function keyStart(document: Document, path: readonly (string | number)[]): Start | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (parent === null || typeof parent !== 'object' || !('items' in parent) || !Array.isArray(parent.items)) return undefined;
  const name = path.at(-1);
  for (const item of parent.items as unknown[]) {
    if (isPair(item) && isScalar(item.key) && String(item.key.value) === String(name) && item.key.range)
      return { at: item.key.range[0], quote: 0 };
  }
  return undefined;
}
