import { bufferOf } from './bytes.js';

const LF = 10;
const CR = 13;

/**
 * Hands over the whole lines of `chunk[from, to)`, each without its line break.
 *
 * @returns the place after the last whole line.
 */
export function eachLine(chunk: Uint8Array, from: number, to: number, take: (from: number, to: number) => void): number {
  const bytes = bufferOf(chunk);
  let at = from;
  for (let end = bytes.indexOf(LF, at); end >= 0 && end < to; end = bytes.indexOf(LF, at)) {
    take(at, end > at && bytes[end - 1] === CR ? end - 1 : end);
    at = end + 1;
  }
  return at;
}
