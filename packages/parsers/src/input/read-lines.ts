import { UserError } from '@loadline/schema/errors';
import type { ReadLimits } from './read-limits.js';

/** Text to read, with what is needed to say where something stands in it. */
export interface TextInput {
  /** Name for messages. */
  name: string;
  /** The text from the start, in chunks. */
  text(): AsyncIterable<string>;
  /** What the file may cost. */
  limits: ReadLimits;
}

/** One line of a file. */
export interface TextLine {
  /** Number, from 1. */
  number: number;
  /** The line without its end. */
  text: string;
  /** A line break follows; false on the last line of a file that does not end with one. */
  ended: boolean;
}

/**
 * Hands over the lines of a text one by one. `\n`, `\r\n` and the `\r\r\n` that Python writes on Windows end a line.
 * Memory stays at one line and one chunk.
 *
 * @throws UserError `line-too-long` once a line passes the limit.
 */
export async function forEachLine(input: TextInput, onLine: (line: TextLine) => void): Promise<void> {
  let number = 1;
  let pending: string[] = [];
  let pendingLength = 0;
  const hold = (piece: string) => {
    if (piece === '') return;
    pending.push(piece);
    pendingLength += piece.length;
    if (pendingLength > input.limits.lineLength) throw lineError(input, number);
  };
  for await (const chunk of input.text()) {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      hold(chunk.slice(from, at));
      onLine({ number, text: trimCarriageReturns(pending.length === 1 ? (pending[0] ?? '') : pending.join('')), ended: true });
      pending = [];
      pendingLength = 0;
      number++;
      from = at + 1;
    }
    hold(chunk.slice(from));
  }
  if (pendingLength > 0) onLine({ number, text: trimCarriageReturns(pending.join('')), ended: false });
}

function trimCarriageReturns(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 13) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** The error for a line that passes the limit. */
export function lineError(input: TextInput, line: number): UserError {
  return new UserError({
    code: 'line-too-long',
    found: `a line of more than ${input.limits.lineLength.toLocaleString('en-US')} characters`,
    expected: 'a result file, whose lines are short',
    place: { file: input.name, line },
  });
}
