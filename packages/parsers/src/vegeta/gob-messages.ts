import { UserError } from '@loadline/schema';
import type { ReaderInput } from '../reader.js';
import { gobError } from './gob-values.js';

/** How the messages of a stream ended: at the end of the file, or in the middle of one. */
export interface GobEnd {
  /** The file ends within a message. */
  isCut: boolean;
}

/**
 * Hands over the messages of a gob stream one by one: where each lies in bytes that the next call may overwrite.
 * Memory stays at one chunk and one message.
 *
 * @throws UserError `line-too-long` for a message beyond the limit; what `onMessage` throws.
 */
export async function forEachGobMessage(
  input: Pick<ReaderInput, 'name' | 'limits' | 'bytes'>,
  onMessage: (bytes: Uint8Array, from: number, to: number) => void,
): Promise<GobEnd> {
  let rest: Uint8Array = new Uint8Array(0);
  /** Bytes that the first message takes; it is of no use to look again before they are there. */
  let wanted = 1;
  let waiting: Uint8Array[] = [];
  let waitingLength = 0;
  for await (const chunk of input.bytes()) {
    waiting.push(chunk);
    waitingLength += chunk.length;
    if (rest.length + waitingLength < wanted) continue;
    const bytes = rest.length === 0 && waiting.length === 1 ? chunk : Buffer.concat([rest, ...waiting]);
    waiting = [];
    waitingLength = 0;
    let at = 0;
    for (;;) {
      const size = messageSize(bytes, at);
      if (size === undefined) {
        wanted = bytes.length - at + 1;
        break;
      }
      if (size.length > input.limits.lineLength) throw tooLong(input);
      wanted = size.header + size.length;
      if (at + wanted > bytes.length) break;
      onMessage(bytes, at + size.header, at + wanted);
      at += wanted;
    }
    rest = bytes.slice(at);
  }
  return { isCut: rest.length + waitingLength > 0 };
}

/** Length of a message and of the number before it that says so; undefined where that number is not there as a whole. */
function messageSize(bytes: Uint8Array, at: number): { header: number; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 128) return { header: 1, length: first };
  const count = 256 - first;
  if (count > 8) throw gobError(`a length of ${count} bytes`);
  if (at + count >= bytes.length) return undefined;
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + (bytes[at + index] as number);
  return { header: 1 + count, length };
}

function tooLong({ name, limits }: Pick<ReaderInput, 'name' | 'limits'>): UserError {
  return new UserError({
    code: 'line-too-long',
    found: `a result of more than ${limits.lineLength.toLocaleString('en-US')} bytes`,
    expected: 'results of single requests, which are short',
    place: { file: name },
    hint: 'The bodies of the answers are in the file: attack with -max-body=0 to leave them out.',
  });
}
