import type { Baseline, Comparison, Diagnostic, Execution, HistoryEntry, Noise, Policy, Run } from './generated/types.js';
import type { ErrorObject } from './generated/validator-error.js';
import * as lenient from './generated/lenient-validators.js';
import * as strict from './generated/strict-validators.js';
import { echo, InternalError, UserError } from './errors.js';
import { findUnknown } from './find-unknown.js';
import { type DocumentName, schemaVersion } from './versions.js';

export { type DocumentName, schemaAddress, schemaVersion } from './versions.js';

/** The documents by name. */
export interface Documents {
  run: Run;
  baseline: Baseline;
  policy: Policy;
  comparison: Comparison;
  'history-entry': HistoryEntry;
  execution: Execution;
  noise: Noise;
}

type Validator = { (value: unknown): boolean; errors?: ErrorObject[] | null };

const VALIDATORS: Readonly<Record<DocumentName, { strict: Validator; lenient: Validator }>> = {
  run: { strict: strict.strictRun, lenient: lenient.lenientRun },
  baseline: { strict: strict.strictBaseline, lenient: lenient.lenientBaseline },
  policy: { strict: strict.strictPolicy, lenient: lenient.lenientPolicy },
  comparison: { strict: strict.strictComparison, lenient: lenient.lenientComparison },
  'history-entry': { strict: strict.strictHistoryEntry, lenient: lenient.lenientHistoryEntry },
  execution: { strict: strict.strictExecution, lenient: lenient.lenientExecution },
  noise: { strict: strict.strictNoise, lenient: lenient.lenientNoise },
};

const PREFIX = 'loadline/';

/** Unknown names that a note has. */
const MOST_NAMES = 10;

/** Which of Loadline's documents a parsed JSON value says it is; undefined for anything else. */
export function documentKind(value: unknown): DocumentName | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const kind = (value as { kind?: unknown }).kind;
  if (typeof kind !== 'string' || !kind.startsWith(PREFIX)) return undefined;
  const name = kind.slice(PREFIX.length);
  return Object.hasOwn(VALIDATORS, name) ? (name as DocumentName) : undefined;
}

/** A document that was read, with what had to be left out. */
export interface ReadResult<Name extends DocumentName> {
  document: Documents[Name];
  diagnostics: Diagnostic[];
}

/**
 * Takes a parsed JSON value in as a document. Properties that a newer minor added are left out, with a diagnostic; an item of
 * a list with a word that this version does not know is marked (`verdict: invalid`) or left out, with a diagnostic; a newer
 * major is refused, and so is an unknown property of a version that is known. What comes out can be written again.
 *
 * @param name the document that is expected.
 * @param file name for messages.
 * @throws UserError when it is another document, a newer major, or does not have the shape.
 */
export function readDocument<Name extends DocumentName>(name: Name, value: unknown, file?: string): ReadResult<Name> {
  checkHead(name, value, file);
  const copy = JSON.parse(JSON.stringify(value)) as Documents[Name];
  const diagnostics = dropUnknown(name, copy, file);
  const { lenient: validate, strict: check } = VALIDATORS[name];
  // Taking an item out shifts its neighbours, so each round mends one item; a bound keeps a hostile file from looping.
  for (let round = 0; round < 1000; round++) {
    if (validate(copy)) {
      if (!check(copy)) throw shapeError(name, check.errors ?? [], file);
      return { document: copy, diagnostics };
    }
    const errors = validate.errors ?? [];
    const unknownWord = errors.find((error) => error.keyword === 'enum' && mendItem(copy, error, diagnostics, file));
    if (unknownWord === undefined) throw shapeError(name, errors, file);
  }
  throw new UserError({
    code: 'document-unknown-words',
    found: `more than 1,000 unknown words in a ${name}`,
    expected: 'a document that this version knows',
    place: place(file),
  });
}

function checkHead(name: DocumentName, value: unknown, file: string | undefined): void {
  const kind = documentKind(value);
  if (kind === undefined) {
    throw new UserError({
      code: 'document-kind',
      found: 'a JSON value that is not a document of Loadline',
      expected: `a document of kind \`${PREFIX}${name}\``,
      place: place(file),
    });
  }
  if (kind !== name) {
    throw new UserError({
      code: 'document-kind',
      found: `a document of kind \`${PREFIX}${kind}\``,
      expected: `\`${PREFIX}${name}\``,
      place: place(file),
    });
  }
  const version = (value as { version?: unknown }).version;
  const match = typeof version === 'string' ? /^(\d{1,6})\.(\d{1,6})$/.exec(version) : null;
  if (match === null)
    throw new UserError({
      code: 'document-version',
      found: `the version \`${echo(String(version))}\``,
      expected: `\`major.minor\`, such as \`${schemaVersion}\``,
      place: place(file),
    });
  const major = Number(schemaVersion.split('.')[0]);
  if (Number(match[1]) !== major) {
    throw new UserError({
      code: 'document-version',
      found: `a ${name} of version ${match[0]}`,
      expected: `version ${major}.x`,
      place: place(file),
      ...(Number(match[1]) > major ? { hint: 'It was written by a newer Loadline: use that version, or newer, to read it.' } : {}),
    });
  }
}

/** Takes out what a newer minor added and says so; of a version that is known, what is too much is a mistake. */
function dropUnknown<Name extends DocumentName>(name: Name, document: Documents[Name], file: string | undefined): Diagnostic[] {
  const unknown = findUnknown(name, document);
  const [first] = unknown;
  if (first === undefined) return [];
  const { version } = document;
  if (minorOf(version) <= minorOf(schemaVersion))
    throw new UserError({
      code: 'document-shape',
      found: `a ${name} with the property \`${echo(first.key)}\`${first.at === '' ? '' : ` at \`${echo(first.at)}\``}, which version ${version} does not have`,
      expected: `the shape of \`${PREFIX}${name}\` ${schemaVersion}`,
      place: { ...place(file), path: `${first.at}/${first.key}` },
      hint: 'Take it out, or correct its name.',
    });
  for (const { holder, key } of unknown) delete holder[key];
  const names = [...new Set(unknown.map(({ key }) => key))];
  const shown = names.slice(0, MOST_NAMES).map((key) => `\`${echo(key, 60)}\``);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const message = `it is of version ${version}, and this version of Loadline knows ${schemaVersion}: left out was what it does not know, ${shown.join(', ')}${more}`;
  return [{ code: 'unknown-properties', severity: 'info', message, place: place(file) }];
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

function place(file: string | undefined): { file?: string } {
  return file === undefined ? {} : { file };
}

/** Marks or takes out the innermost list item that holds an unknown word. False when it stands in no list item. */
function mendItem(document: unknown, error: ErrorObject, diagnostics: Diagnostic[], file: string | undefined): boolean {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = path.findLastIndex((part) => /^\d+$/.test(part));
  if (at < 0) return false;
  const list = follow(document, path.slice(0, at));
  const index = Number(path[at]);
  if (!Array.isArray(list) || index >= list.length) return false;
  const item: unknown = list[index];
  const word = follow(item, path.slice(at + 1));
  const inFinding = path[at - 1] === 'findings' && item !== null && typeof item === 'object';
  const message = `the word \`${echo(String(word))}\` at \`${error.instancePath}\` is not known to this version; ${inFinding ? 'the finding is not comparable' : 'the item was left out'}`;
  diagnostics.push({ code: 'unknown-word', severity: 'warning', message, place: { ...place(file), path: error.instancePath } });
  if (inFinding && invalidateFinding(item as Record<string, unknown>, path.slice(at + 1), message)) return true;
  list.splice(index, 1);
  return true;
}

/** True when the finding could be kept, as invalid, with the unknown word replaced. */
function invalidateFinding(finding: Record<string, unknown>, path: string[], message: string): boolean {
  const known: Record<string, unknown> = { verdict: 'invalid', scope: 'service', better: 'none' };
  const key = path.join('.');
  if (key === 'reason.code') finding['reason'] = { code: 'unknown-word', message };
  else if (Object.hasOwn(known, key)) finding[key] = known[key];
  else return false;
  finding['verdict'] = 'invalid';
  finding['reason'] = { code: 'unknown-word', message };
  return true;
}

function follow(value: unknown, path: string[]): unknown {
  let current = value;
  for (const part of path) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
}

function shapeError(name: DocumentName, errors: readonly ErrorObject[], file: string | undefined): UserError {
  const error = errors.find((candidate) => candidate.keyword !== 'oneOf') ?? errors[0];
  return new UserError({
    code: 'document-shape',
    found: `a ${name} that ${error?.message ?? 'does not have the shape'}${error === undefined || error.instancePath === '' ? '' : ` at \`${echo(error.instancePath)}\``}`,
    expected: `the shape of \`${PREFIX}${name}\` ${schemaVersion}`,
    place: { ...place(file), ...(error === undefined ? {} : { path: error.instancePath }) },
  });
}

/**
 * A document as JSON text: two spaces, one line break at the end. It is validated strictly: what we write, we can read.
 *
 * @throws InternalError when it does not fit its schema.
 */
export function writeDocument(document: Documents[DocumentName]): string {
  assertDocument(document);
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Throws an InternalError when a document does not fit its schema strictly, naming the first place. */
export function assertDocument(document: Documents[DocumentName]): void {
  const name = documentKind(document);
  if (name === undefined) throw new InternalError('a document without a kind was to be written');
  const validate = VALIDATORS[name].strict;
  if (validate(document)) return;
  const error = validate.errors?.[0];
  const detail = error?.params['additionalProperty'];
  throw new InternalError(
    `a ${name} does not fit its schema at \`${error?.instancePath ?? ''}\`: ${error?.message ?? 'unknown'}${typeof detail === 'string' ? ` (${echo(detail)})` : ''}`,
  );
}
