import { lineError } from '../input/read-lines.js';
import type { ReaderInput } from '../reader.js';
import type { Scanner } from './scanner.js';

/**
 * Feeds a scanner with the UTF-8 bytes of a file, from chunk to chunk. Memory stays at one chunk and one row.
 *
 * @param skip bytes at the start that belong to no row: a header.
 * @throws UserError `line-too-long` once a row passes the limit.
 */
export async function scanStream(input: Pick<ReaderInput, 'name' | 'limits' | 'utf8' | 'text'>, scanner: Scanner, skip = 0): Promise<void> {
  let rest: Uint8Array = new Uint8Array(0);
  let toSkip = skip;
  for await (const chunk of input.utf8()) {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    let from = skipped;
    if (rest.length > 0) {
      // Only the row that was left over is copied together with what ends it.
      const lineEnd = chunk.indexOf(10, from);
      const taken = lineEnd < 0 ? chunk.length : lineEnd + 1;
      rest = join(rest, chunk.subarray(from, taken));
      if (rest.length > input.limits.lineLength) throw lineError(input, scanner.lines() + 1);
      from = taken;
      const used = scanner.scan(rest, 0, rest.length);
      rest = rest.subarray(used);
      // A row of several lines goes on: it is handed over with the bytes that follow.
      if (rest.length > 0) {
        rest = join(rest, chunk.subarray(from));
        const more = scanner.scan(rest, 0, rest.length);
        rest = rest.slice(more);
        continue;
      }
    }
    const used = scanner.scan(chunk, from, chunk.length);
    rest = chunk.slice(used);
    if (rest.length > input.limits.lineLength) throw lineError(input, scanner.lines() + 1);
  }
  scanner.end(rest, 0, rest.length);
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
