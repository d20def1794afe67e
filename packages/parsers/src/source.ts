import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { echo, UserError } from '@loadline/schema';
import { decodeText } from './decode-text.js';

/** Bytes of a result file, from wherever they come. */
export interface Source {
  /** Name for messages and for `sources`; no folder that is nobody's business. */
  name: string;
  /** The bytes, from the start. May be called once. */
  bytes(): AsyncIterable<Uint8Array>;
  /** Size in bytes, where it is known beforehand. */
  size?: number;
}

/** A result file that has been read whole. */
export interface LoadedSource {
  name: string;
  /** Decoded text, without a byte order mark, line ends as they are. */
  text: string;
  /** Size of the raw bytes. */
  bytes: number;
  /** SHA-256 of the raw bytes, hexadecimal. */
  sha256: string;
}

/** Bounds on what is read, so that no file can use up the machine. */
export interface ReadLimits {
  /** Largest file, in bytes, raw and unpacked. */
  fileBytes: number;
  /** Longest line of a text that is not one JSON or HTML document, in bytes. */
  lineBytes: number;
}

/** 256 MiB a file, 16 MiB a line. */
export const defaultLimits: ReadLimits = { fileBytes: 256 * 1024 * 1024, lineBytes: 16 * 1024 * 1024 };

const MEBIBYTE = 1024 * 1024;

/** A file on disk. */
export function fileSource(path: string, name: string = basename(path)): Source {
  return {
    name,
    async *bytes() {
      await checkFile(path, name);
      yield* createReadStream(path, { highWaterMark: MEBIBYTE }) as AsyncIterable<Uint8Array>;
    },
  };
}

async function checkFile(path: string, name: string): Promise<void> {
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) throw new UserError({ code: 'input-folder', found: `the folder \`${echo(name)}\``, expected: 'a result file' });
    await (await open(path, 'r')).close();
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(name, error);
  }
}

function unreadable(name: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = code === 'ENOENT' ? 'which does not exist' : code === 'EACCES' || code === 'EPERM' ? 'which this user may not read' : `which cannot be read (${code ?? 'unknown'})`;
  return new UserError({ code: 'input-unreadable', found: `the file \`${echo(name)}\`, ${reason}`, expected: 'a result file' });
}

/** Bytes in memory; in pieces, where a test wants to choose the boundaries. */
export function bytesSource(name: string, data: Uint8Array | readonly Uint8Array[]): Source {
  const pieces = data instanceof Uint8Array ? [data] : data;
  return {
    name,
    size: pieces.reduce((sum, piece) => sum + piece.byteLength, 0),
    async *bytes() {
      yield* pieces;
    },
  };
}

/** A stream, such as standard input. */
export function streamSource(name: string, stream: AsyncIterable<Uint8Array | string>): Source {
  return {
    name,
    async *bytes() {
      for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    },
  };
}

/**
 * Reads a source whole: hashes the raw bytes, unpacks gzip, decodes the text.
 *
 * @throws UserError when it is empty, too large, has a line that is too long, or is no text.
 */
export async function loadSource(source: Source, limits: ReadLimits = defaultLimits): Promise<LoadedSource> {
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const guard = new LineGuard(source.name, limits.lineBytes);
  try {
    for await (const chunk of source.bytes()) {
      bytes += chunk.byteLength;
      if (bytes > limits.fileBytes) throw tooLarge(source.name, limits.fileBytes);
      guard.see(chunk);
      hash.update(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(source.name, error);
  }
  if (bytes === 0) throw new UserError({ code: 'input-empty', found: 'an empty file', expected: 'results of a load generator', place: { file: source.name }, hint: 'A run that was stopped before its first write leaves such a file.' });
  const raw = await unpack(source.name, Buffer.concat(chunks), limits);
  return { name: source.name, text: decodeText(raw, source.name), bytes, sha256: hash.digest('hex') };
}

function tooLarge(name: string, limit: number): UserError {
  return new UserError({ code: 'input-too-large', found: `more than ${Math.round(limit / MEBIBYTE)} MiB`, expected: 'a smaller file of this kind', place: { file: name } });
}

/** Stops at a line that is longer than the limit, while the file is still being read. Documents in one piece are let through. */
class LineGuard {
  private length = 0;
  private line = 1;
  private document: boolean | undefined;
  constructor(
    private readonly name: string,
    private readonly limit: number,
  ) {}

  see(chunk: Uint8Array): void {
    this.document ??= startsDocument(chunk);
    if (this.document) return;
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.check(this.length + at - from);
      this.length = 0;
      this.line += 1;
      from = at + 1;
    }
    this.length += chunk.byteLength - from;
    this.check(this.length);
  }

  private check(length: number): void {
    if (length <= this.limit) return;
    throw new UserError({ code: 'input-long-line', found: `a line of more than ${Math.round(this.limit / MEBIBYTE)} MiB`, expected: 'lines of a result file', place: { file: this.name, line: this.line } });
  }
}

/** JSON, HTML, gzip and UTF-16 are judged by the size of the file alone. */
function startsDocument(chunk: Uint8Array): boolean {
  const first = chunk.find((byte) => byte > 32);
  return first === 0x7b || first === 0x5b || first === 0x3c || first === 0x1f || first === 0xff || first === 0xfe || first === 0xef || chunk[0] === 0x1f;
}

const gunzipAsync = promisify(gunzip);

async function unpack(name: string, raw: Buffer, limits: ReadLimits): Promise<Buffer> {
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
  try {
    return await gunzipAsync(raw, { maxOutputLength: limits.fileBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, limits.fileBytes);
    throw new UserError({ code: 'input-gzip', found: 'gzip data that cannot be unpacked', expected: 'a whole gzip file', place: { file: name } });
  }
}
