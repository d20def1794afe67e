import { lineError } from '../input/read-lines.js';
import type { ReaderInput } from '../reader.js';
import type { Scanner } from './scanner.js';

/**
 * Feeds a scanner with the UTF-8 bytes of a file, from chunk to chunk. Memory stays at one chunk and one row, and time in
 * proportion to the bytes however long a row is: what is left over is copied once as it grows, and a row of many lines is
 * offered again only when it has doubled.
 *
 * @param skip bytes at the start that belong to no row: a header.
 * @throws UserError `line-too-long` once a row passes the limit.
 */
export async function scanStream(input: Pick<ReaderInput, 'name' | 'limits' | 'utf8' | 'text'>, scanner: Scanner, skip = 0): Promise<void> {
  const held = createHeld();
  let toSkip = skip;
  /** The scanner is asked again once so many bytes are held. */
  let askAt = 0;
  const ask = () => {
    held.drop(scanner.scan(held.bytes(), 0, held.length()));
    askAt = held.length() * 2;
    if (held.length() > input.limits.lineLength) throw lineError(input, scanner.lines() + 1);
  };
  for await (const chunk of input.utf8()) {
    let from = Math.min(toSkip, chunk.length);
    toSkip -= from;
    if (held.length() > 0) {
      const lineEnd = chunk.indexOf(10, from) + 1;
      // Only the row that was left over is copied together with what ends it; a row of several lines goes on.
      const end = lineEnd === 0 || askAt > held.length() + lineEnd - from ? chunk.length : lineEnd;
      held.add(chunk.subarray(from, end));
      from = end;
      if (lineEnd > 0 && held.length() >= askAt) ask();
      else if (held.length() > input.limits.lineLength) ask();
      if (held.length() > 0) {
        held.add(chunk.subarray(from));
        continue;
      }
    }
    if (from < chunk.length) {
      held.add(chunk.subarray(scanner.scan(chunk, from, chunk.length)));
      askAt = 0;
      if (held.length() > input.limits.lineLength) throw lineError(input, scanner.lines() + 1);
    }
  }
  if (held.length() > 0) held.drop(scanner.scan(held.bytes(), 0, held.length()));
  scanner.end(held.bytes(), 0, held.length());
}

/** Bytes that wait for more, in a buffer that doubles. */
function createHeld() {
  let buffer = new Uint8Array(0);
  let first = 0;
  let end = 0;
  return {
    length: () => end - first,
    bytes: () => buffer.subarray(first, end),
    add(bytes: Uint8Array): void {
      if (bytes.length === 0) return;
      if (end + bytes.length > buffer.length) {
        const kept = buffer.subarray(first, end);
        const larger =
          kept.length + bytes.length > buffer.length ? new Uint8Array(Math.max(2 * kept.length, kept.length + bytes.length)) : buffer;
        larger.set(kept);
        end -= first;
        first = 0;
        buffer = larger;
      }
      buffer.set(bytes, end);
      end += bytes.length;
    },
    drop(count: number): void {
      first += count;
      if (first === end) first = end = 0;
    },
  };
}
