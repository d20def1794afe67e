import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Comparison, type Diagnostic, echo, readDocument, UserError } from '@loadline/schema';
import { readMarkdown } from '@loadline/reporter';
import type { Context } from './context.js';

/** Largest file that is read, in bytes: longer texts the engine does not hold. */
const SIZE_LIMIT = 500_000_000;

/** Reads a comparison: its JSON, or a Markdown report of ours that carries it; `-` is standard input. */
export async function readComparison(context: Context, input: string): Promise<Comparison> {
  const text = (input === '-' ? await readStream(context) : await readInput(context, input)).replace(/^\uFEFF/, '');
  const value = text.trimStart().startsWith('{') ? parse(text, input) : readMarkdown(text);
  if (value === undefined) {
    throw new UserError({
      code: 'comparison-unreadable',
      found: text.trim() === '' ? 'an empty file' : whatElse(text),
      expected: 'a comparison as JSON (--report json=FILE), or a Markdown report of Loadline',
      place: placeOf(input),
    });
  }
  const { document, diagnostics } = readDocument('comparison', value, basename(input));
  document.diagnostics.push(...diagnostics);
  return document;
}

const OF_READING: ReadonlySet<string> = new Set(['report-reduced', 'unknown-word']);

/** What was noticed when a comparison was read: what a copy has left out, and what a newer version says in words of its own. */
export function readingNotes({ diagnostics }: Comparison): Diagnostic[] {
  return diagnostics.filter(({ code }) => OF_READING.has(code));
}

/** What a text is that carries no comparison. */
function whatElse(text: string): string {
  return text.includes('<!-- loadline:comparison:')
    ? 'a Markdown report whose hidden comparison is cut or damaged'
    : 'a text without a comparison in it';
}

function placeOf(input: string): { file: string } {
  return { file: input === '-' ? 'standard input' : basename(input) };
}

async function readInput(context: Context, input: string): Promise<string> {
  const path = resolve(context.cwd, input);
  try {
    const { size } = await stat(path);
    if (size > SIZE_LIMIT) throw tooLarge(input);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new UserError({
      code: 'input-unreadable',
      found: `\`${echo(input)}\`, which ${REASONS.get(code) ?? 'cannot be read'}`,
      expected: 'a comparison or a report',
    });
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist'],
  ['EISDIR', 'is a folder'],
  ['EACCES', 'this user may not read'],
  ['EPERM', 'this user may not read'],
]);

function tooLarge(input: string): UserError {
  return new UserError({
    code: 'input-too-large',
    found: `\`${echo(input)}\`, which is too large to be read: more than ${SIZE_LIMIT / 1e6} MB`,
    expected: 'a comparison or a report',
  });
}

async function readStream(context: Context): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > SIZE_LIMIT) throw tooLarge('-');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws UserError that says where the JSON ends or breaks. */
function parse(text: string, input: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const whole = text.trimEnd();
    const at = Number(/at position (\d{1,12})/.exec((error as Error).message)?.[1] ?? whole.length);
    const isCut = at >= whole.length || /^Unterminated/.test((error as Error).message);
    const before = whole.slice(0, isCut ? whole.length : at).split('\n');
    throw new UserError({
      code: isCut ? 'json-truncated' : 'json-damaged',
      found: isCut ? 'JSON that ends before it is whole' : 'JSON that is damaged here',
      expected: 'a whole comparison as JSON',
      place: { ...placeOf(input), line: before.length, column: (before.at(-1) ?? '').length + 1 },
      hint: 'Write or copy the file again.',
    });
  }
}
