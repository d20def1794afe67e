import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Comparison, echo, readDocument, UserError } from '@loadline/schema';
import { readMarkdown } from '@loadline/reporter';
import type { Context } from './context.js';

/** Reads a comparison: its JSON, or a Markdown report of ours that carries it; `-` is standard input. */
export async function readComparison(context: Context, input: string): Promise<Comparison> {
  const text = (input === '-' ? await readStream(context) : await readInput(context, input)).replace(/^\uFEFF/, '');
  const value = text.trimStart().startsWith('{') ? parse(text) : readMarkdown(text);
  if (value === undefined) {
    throw new UserError({
      code: 'comparison-unreadable',
      found: text.trim() === '' ? 'an empty file' : 'a text without a comparison in it',
      expected: 'a comparison as JSON (--report json=FILE), or a Markdown report of Loadline',
      place: { file: basename(input) },
    });
  }
  const { document, diagnostics } = readDocument('comparison', value, basename(input));
  document.diagnostics.push(...diagnostics);
  return document;
}

async function readInput(context: Context, input: string): Promise<string> {
  return readFile(resolve(context.cwd, input), 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError({
      code: 'input-unreadable',
      found: `\`${echo(input)}\`, which ${code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read'}`,
      expected: 'a comparison or a report',
    });
  });
}

async function readStream(context: Context): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of context.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
