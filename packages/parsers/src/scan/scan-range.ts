import { readSync } from 'node:fs';
import { UserError } from '@loadline/schema/errors';
import type { ReadLimits } from '../input/read-limits.js';
import type { Scanner } from './scanner.js';

/** A part of a file, in bytes. The rows that begin in it belong to it. */
export interface Range {
  from: number;
  to: number;
}

/** What was read of a part. */
export interface ScannedRange {
  /** Where its first row begins. */
  first: number;
  /** Where the row after its last one begins; -1 where that one goes on for so many lines that this is not how to read the file. */
  next: number;
}

const BUFFER_BYTES = 1 << 20;
/** A row that goes on for more lines behind its range is rather an open quote. */
const MOST_LINES_BEHIND = 1024;

/**
 * Scans the rows that begin in a range of a file. Where the range begins amid a line, the first row is the one after it;
 * the last row is read to its end, which lies beyond the range.
 *
 * @param fd open file.
 * @param size bytes of the file.
 * @param isStart the range begins at a row, whatever stands before it.
 * @throws UserError `line-too-long`.
 */
export function scanRange(
  file: { fd: number; name: string; size: number; limits: ReadLimits },
  range: Range,
  isStart: boolean,
  scanner: Scanner,
  onProgress: (bytes: number) => void = () => undefined,
): ScannedRange {
  const { fd, size } = file;
  const first = isStart ? range.from : nextLine(fd, range.from - 1, size);
  let buffer: Uint8Array = new Uint8Array(BUFFER_BYTES);
  let length = 0;
  let position = first;
  const end = Math.min(range.to, size);
  while (position + length < end) {
    if (length === buffer.length) buffer = grow(buffer, file, scanner);
    const wanted = Math.min(buffer.length - length, end - position - length);
    const read = readSync(fd, buffer, length, wanted, position + length);
    if (read === 0) break;
    length += read;
    onProgress(read);
    const used = scanner.scan(buffer, 0, length);
    buffer.copyWithin(0, used, length);
    length -= used;
    position += used;
  }
  // The last row goes on behind the range: line by line until it is whole.
  for (let lines = 0; length > 0 && position + length < size; lines++) {
    if (lines === MOST_LINES_BEHIND) return { first, next: -1 };
    const until = nextLine(fd, position + length, size);
    while (until - position > buffer.length) buffer = grow(buffer, file, scanner);
    length += readSync(fd, buffer, length, until - position - length, position + length);
    const used = scanner.scan(buffer, 0, length);
    buffer.copyWithin(0, used, length);
    length -= used;
    position += used;
  }
  if (position + length >= size) scanner.end(buffer, 0, length);
  return { first, next: position + length };
}

function grow(buffer: Uint8Array, file: { name: string; limits: ReadLimits }, scanner: Scanner): Uint8Array {
  if (buffer.length > file.limits.lineLength) {
    throw new UserError({
      code: 'line-too-long',
      found: `a row of more than ${file.limits.lineLength.toLocaleString('en-US')} bytes`,
      expected: 'a result file, whose rows are short',
      place: { file: file.name, line: scanner.lines() + 1 },
    });
  }
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}

/** Offset after the first line break at or behind a place. */
function nextLine(fd: number, from: number, size: number): number {
  const piece = new Uint8Array(4096);
  for (let position = from; position < size;) {
    const read = readSync(fd, piece, 0, piece.length, position);
    if (read === 0) break;
    const at = piece.subarray(0, read).indexOf(10);
    if (at >= 0) return position + at + 1;
    position += read;
  }
  return size;
}
