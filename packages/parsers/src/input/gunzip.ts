import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '@loadline/schema';
import type { ReadLimits } from './read-limits.js';

const UNSUSPICIOUS_BYTES = 64 * 1024 * 1024;

/**
 * Decompresses gzip. What ends early is given out as far as it goes.
 *
 * @param onTruncated called once when the compressed data ends early.
 * @throws UserError `gzip-damaged`, or `gzip-ratio` when far more comes out than went in.
 */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limits: ReadLimits,
  onTruncated: () => void,
): AsyncGenerator<Uint8Array> {
  let compressed = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      compressed += chunk.byteLength;
      yield chunk;
    }
  };
  const output = createGunzip();
  // An error of the input arrives at the reader through the destroyed output.
  pipeline(Readable.from(counted(), { objectMode: false }), output, () => undefined);
  let decompressed = 0;
  try {
    for await (const chunk of output) {
      const bytes = chunk as Uint8Array;
      decompressed += bytes.byteLength;
      if (decompressed > UNSUSPICIOUS_BYTES && decompressed > compressed * limits.compressionRatio) throw ratioError(name, limits);
      yield bytes;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') onTruncated();
    else if (typeof code === 'string' && code.startsWith('Z_'))
      throw new UserError({ code: 'gzip-damaged', found: 'damaged gzip data', expected: 'a whole gzip file', place: { file: name } });
    else throw error;
  }
}

function ratioError(name: string, limits: ReadLimits): UserError {
  return new UserError({
    code: 'gzip-ratio',
    found: `gzip data that grows more than ${limits.compressionRatio} times`,
    expected: 'a result file',
    place: { file: name },
    hint: 'If it really is one, decompress it first and give the decompressed file.',
  });
}
