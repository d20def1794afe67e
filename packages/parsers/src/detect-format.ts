import { UserError } from '@loadline/schema';
import { formats, type Format } from './formats.js';
import { parseJsonAt } from './input/json-text.js';
import { type Head, openSource } from './input/open-source.js';
import { defaultReadLimits, type ReadLimits } from './input/read-limits.js';
import type { Source } from './input/source.js';
import { findLookalike } from './lookalikes.js';
import type { Reader } from './reader.js';
import { readers } from './readers.js';

/** The reader for a file that begins like this; undefined when there is none. Looks at the content only. */
export function findReader(head: Head): Reader | undefined {
  return readers.find((reader) => (!head.binary || reader.binary === true) && reader.detect(head));
}

/**
 * Which format a source has, told by its content.
 *
 * @throws UserError `unknown-format` when no reader fits, or what {@link Source} throws when it cannot be read.
 * @example (await detectFormat(fileSource('run_stats.csv'))).format // 'locust-stats-csv'
 */
export async function detectFormat(source: Source, limits: ReadLimits = defaultReadLimits): Promise<Format> {
  const opened = await openSource(source, limits);
  await opened.close();
  const reader = findReader(opened.head);
  if (reader === undefined) throw unknownFormat(opened.head);
  return { format: reader.format, tool: reader.tool, title: reader.title };
}

/** The error for a file that no reader takes: what it looks like, and what is read. */
export function unknownFormat(head: Head): UserError {
  const cut = cutDocument(head);
  if (cut !== undefined) return cut;
  const lookalike = findLookalike(head) ?? (head.binary ? 'a binary file' : undefined);
  return new UserError({
    code: head.binary ? 'file-binary' : 'unknown-format',
    found:
      lookalike === undefined
        ? 'a file of no format that is known'
        : `a file that looks like ${lookalike}, which this version does not read`,
    expected: 'a result file of a load generator',
    place: { file: head.name },
    hint: `Files of these are read: ${[...new Set(formats.map(({ tool }) => tool))].sort().join(', ')}. \`loadline formats\` lists their formats.`,
  });
}

/** The error for the beginning of a JSON document: what tells its format may stand in what is missing. */
function cutDocument(head: Head): UserError | undefined {
  if (!head.complete || head.binary || !/^(?:\{|\[\s*\{)/.test(head.text)) return undefined;
  try {
    if (!parseJsonAt(head.text, 0, { name: head.name, limits: defaultReadLimits }).truncated) return undefined;
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'json-truncated') return undefined;
  }
  return new UserError({
    code: 'json-truncated',
    found: 'a JSON document that ends early, before it is known what it is',
    expected: 'a whole result file of a load generator',
    place: { file: head.name, line: head.text.trimEnd().split('\n').length },
    hint: 'What wrote it was stopped, or it was not copied whole.',
  });
}

/** What a source is to a run. */
export interface Recognised {
  /** The load generator that wrote it. */
  tool: string;
  /** By itself it is no run. */
  addsOnly: boolean;
  /** How much it tells: 0 repeats what stands in other files, 1 sums up, 2 holds single requests. */
  detail: number;
}

function detailOf({ isReport, isRaw }: Reader): number {
  if (isRaw === true) return 2;
  return isReport === true ? 0 : 1;
}

/** What a source is to a run; undefined when it is no result file, or cannot be read. */
export async function recognise(source: Source): Promise<Recognised | undefined> {
  try {
    const opened = await openSource(source, defaultReadLimits);
    await opened.close();
    const reader = findReader(opened.head);
    return reader === undefined ? undefined : { tool: reader.tool, addsOnly: reader.addsOnly === true, detail: detailOf(reader) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
