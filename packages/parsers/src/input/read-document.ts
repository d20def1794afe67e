import type { ReaderInput } from '../reader.js';
import { findJson, parseJsonAt, readWhole } from './json-text.js';

/**
 * Reads the JSON document of a file that holds one, where log lines may stand before it. What stands behind it is left
 * out, and that is said: a second document (two results in one file) as a warning.
 *
 * @param placeOf where the document begins in the text; the first line that looks like one, unless given.
 * @throws UserError what {@link readWhole} and {@link parseJsonAt} throw.
 */
export async function readDocument(
  input: Pick<ReaderInput, 'name' | 'text' | 'limits' | 'diagnostics'>,
  placeOf: (text: string) => number = findJson,
): Promise<unknown> {
  const text = await readWhole(input);
  const start = Math.max(placeOf(text), 0);
  const { value, trailing, end } = parseJsonAt(text, start, input);
  if (trailing) sayRest(input, text, end);
  return value;
}

function sayRest({ diagnostics, name }: Pick<ReaderInput, 'name' | 'diagnostics'>, text: string, end: number): void {
  const before = text.slice(0, end);
  const place = { file: name, line: before.split('\n').length };
  if (/^\s*[{[]/.test(text.slice(end, end + 1000)))
    diagnostics.add('warning', 'several-results', 'a second document follows the first, which alone was read: a result is one file', place);
  else diagnostics.add('info', 'text-left-out', 'what stands behind the document was left out', place);
}
