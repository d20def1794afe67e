import { createReadStream } from 'node:fs';
import { echo, UserError } from '@loadline/schema';

/** Something that bytes come from: a file, a buffer, a stream. */
export interface Source {
  /** Name for messages, as the user gave it. */
  name: string;
  /** Size in bytes, where it is known beforehand. */
  size?: number;
  /** Path of the file, where it is one: a large one can then be read in parts. */
  path?: string;
  /** Address of a time-series store, which is asked in place of reading bytes. */
  address?: string;
  /** The bytes from the start. A stream can be read once only. */
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * A file as a source. It is opened when it is read; one that is missing, a directory or not readable is a UserError then.
 *
 * @param path file to read.
 * @param name name for messages; the path unless given.
 * @example await readRun([fileSource('results/run_stats.csv')])
 */
export function fileSource(path: string, name: string = path): Source {
  return { name, path, bytes: () => readFileBytes(path, name) };
}

async function* readFileBytes(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) yield chunk as Uint8Array;
  } catch (error) {
    throw fileError(error, name);
  }
}

/**
 * The UserError for what the file system answered: `file-missing`, `file-is-directory`, `file-unreadable`.
 * What is no answer of the file system comes back as it is.
 */
export function fileError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (error instanceof UserError || code === undefined) return error;
  const place = { file: name };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError({
      code: 'file-missing',
      found: 'there is no such file',
      expected: 'a result file, a folder of result files, or the prefix of Locust’s files',
      place,
    });
  }
  if (code === 'EISDIR') return new UserError({ code: 'file-is-directory', found: 'a directory', expected: 'a result file', place });
  if (code === 'EACCES' || code === 'EPERM')
    return new UserError({
      code: 'file-unreadable',
      found: 'the file may not be read by this user',
      expected: 'a file that may be read',
      place,
    });
  return new UserError({
    code: 'file-unreadable',
    found: `the file could not be read (${echo(code)})`,
    expected: 'a file that can be read',
    place,
  });
}

/**
 * Bytes or text in memory as a source. Text is taken as UTF-8.
 *
 * @example await readRun([bytesSource('run_stats.csv', 'Type,Name,Request Count,…')])
 */
export function bytesSource(name: string, data: Uint8Array | string): Source {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return {
    name,
    size: bytes.byteLength,
    async *bytes() {
      yield bytes;
    },
  };
}

/** A stream as a source, such as `process.stdin`. It can be read once. */
export function streamSource(name: string, stream: AsyncIterable<Uint8Array | string>): Source {
  return { name, bytes: () => streamBytes(stream, name) };
}

async function* streamBytes(stream: AsyncIterable<Uint8Array | string>, name: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
  } catch (error) {
    throw fileError(error, name);
  }
}
