import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { UserError } from '@loadline/schema';
import { gunzip } from './gunzip.js';
import type { ReadLimits } from './read-limits.js';
import type { Source } from './source.js';
import { createTextReader, guessEncoding, type TextEncoding } from './text-decoder.js';

/** The beginning of a file, by which its format is told. */
export interface Head {
  /** Name for messages. */
  name: string;
  /** Up to the first 65,536 bytes as text, without byte order mark and leading white space; empty when binary. */
  text: string;
  /** The same as bytes, decompressed. */
  bytes: Uint8Array;
  /** The file ends within the head. */
  complete: boolean;
  /** No text. */
  binary: boolean;
}

/** What is known of a file once it has been read. */
export interface SourceFacts {
  /** Size in bytes, as stored. */
  bytes: number;
  /** SHA-256 of the stored bytes, hexadecimal. */
  sha256: string;
  /** The compressed data ends early. */
  truncated: boolean;
  /** Bytes that are no character, in the encoding that was used. */
  damaged: boolean;
  /** Encoding that was used. */
  encoding: string;
}

/** A source that has been opened: its head is known, its text can be read once. */
export interface OpenedSource {
  head: Head;
  /** The text from the start, in chunks. */
  text(): AsyncGenerator<string>;
  /** The bytes from the start, decompressed, in chunks; in place of the text. */
  bytes(): AsyncGenerator<Uint8Array>;
  /** The text as UTF-8 without byte order mark, in chunks; in place of the text. */
  utf8(): AsyncGenerator<Uint8Array>;
  /** The regular file of plain UTF-8 that this is, where its text begins and how long it is. */
  file: { path: string; size: number; offset: number } | undefined;
  /** Takes all bytes without looking at them, in place of the text. */
  passOver(): Promise<void>;
  /** Reads what is left, so that the hash covers every byte. */
  finish(): Promise<SourceFacts>;
  /** Lets go of the file without reading on. */
  close(): Promise<void>;
}

const HEAD_BYTES = 65_536;

/**
 * Opens a source: decompresses gzip by its content, finds the encoding, hashes what is read.
 *
 * @param onBytes is told how many stored bytes have been read.
 * @throws UserError when it is missing, not readable, empty, or damaged.
 */
export async function openSource(source: Source, limits: ReadLimits, onBytes?: (bytes: number) => void): Promise<OpenedSource> {
  const hash = createHash('sha256');
  let size = 0;
  let truncated = false;
  const stored = source.bytes()[Symbol.asyncIterator]();
  const counted = async function* () {
    for (let next = await stored.next(); next.done !== true; next = await stored.next()) {
      hash.update(next.value);
      size += next.value.byteLength;
      onBytes?.(size);
      yield next.value;
    }
  };
  const raw = counted();
  const magic = await take(raw, 2);
  const zipped = magic.bytes[0] === 0x1f && magic.bytes[1] === 0x8b;
  const plain = zipped ? gunzip(replay(magic.bytes, raw), source.name, limits, () => (truncated = true)) : replay(magic.bytes, raw);
  const close = async () => {
    await plain.return(undefined);
    await stored.return?.();
  };
  const first = await orClose(() => take(plain, HEAD_BYTES), close);
  const encoding = guessEncoding(first.bytes);
  const head = readHead(source.name, first, encoding);
  const reader = createTextReader(encoding === 'binary' ? 'utf-8' : encoding);
  const bytes = async function* () {
    yield first.bytes;
    yield first.rest;
    yield* plain;
  };
  const text = async function* () {
    for await (const chunk of bytes()) yield reader.decode(chunk);
    yield reader.end();
  };
  const offset = MARK.every((byte, index) => first.bytes[index] === byte) ? MARK.length : 0;
  const regular = zipped || encoding !== 'utf-8' || source.path === undefined ? undefined : await regularFile(source.path);
  return {
    head,
    file: regular === undefined ? undefined : { ...regular, offset },
    passOver: async () => {
      if (regular !== undefined) {
        await close();
        await forEachBlock(regular.path, size, (block) => {
          hash.update(block);
          size += block.byteLength;
          onBytes?.(size);
        });
      } else for await (const _ of plain);
    },
    text,
    bytes,
    utf8: encoding === 'utf-8' || encoding === 'binary' ? () => withoutMark(bytes()) : () => encoded(text()),
    finish: async () => {
      for await (const _ of plain);
      for await (const _ of raw);
      return { bytes: size, sha256: hash.digest('hex'), truncated, damaged: reader.damaged(), encoding: reader.encoding() };
    },
    close,
  };
}

const BLOCK_BYTES = 1 << 20;

/** Hands over the bytes of a file from a place on: a block is looked at while the next one is read into a second buffer. */
async function forEachBlock(path: string, from: number, use: (block: Uint8Array) => void): Promise<void> {
  const file = await open(path, 'r');
  try {
    const buffers = [Buffer.allocUnsafe(BLOCK_BYTES), Buffer.allocUnsafe(BLOCK_BYTES)] as const;
    let position = from;
    let next = file.read(buffers[0], 0, BLOCK_BYTES, position);
    for (let turn = 1; ; turn++) {
      const { buffer, bytesRead } = await next;
      if (bytesRead === 0) return;
      position += bytesRead;
      next = file.read(buffers[(turn % 2) as 0 | 1], 0, BLOCK_BYTES, position);
      use(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** The file and its size, unless it is no regular one. */
async function regularFile(path: string): Promise<{ path: string; size: number } | undefined> {
  const entry = await stat(path).catch(() => undefined);
  return entry?.isFile() === true ? { path, size: entry.size } : undefined;
}

const MARK = [0xef, 0xbb, 0xbf];

async function* withoutMark(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (chunk.byteLength === 0) continue;
    yield isFirst && MARK.every((byte, index) => chunk[index] === byte) ? chunk.subarray(MARK.length) : chunk;
    isFirst = false;
  }
}

async function* encoded(chunks: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of chunks) if (chunk !== '') yield encoder.encode(chunk);
}

async function orClose<T>(work: () => Promise<T>, close: () => Promise<void>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await close();
    throw error;
  }
}

interface Taken {
  bytes: Uint8Array;
  rest: Uint8Array;
  complete: boolean;
}

/** Takes so many bytes, wherever the chunks are split. */
async function take(chunks: AsyncGenerator<Uint8Array>, wanted: number): Promise<Taken> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  while (length < wanted) {
    const next = await chunks.next();
    if (next.done === true) {
      complete = true;
      break;
    }
    parts.push(next.value);
    length += next.value.byteLength;
  }
  const all = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  // For the sniffing of two bytes the whole chunk goes on; only the head must end at the same byte always.
  if (wanted < HEAD_BYTES) return { bytes: all, rest: new Uint8Array(0), complete };
  return { bytes: all.subarray(0, wanted), rest: all.subarray(wanted), complete };
}

async function* replay(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.byteLength > 0) yield first;
  yield* rest;
}

function readHead(name: string, first: Taken, encoding: TextEncoding): Head {
  const complete = first.complete;
  if (first.bytes.byteLength === 0) throw emptyError(name, 'an empty file');
  if (encoding === 'binary') return { name, text: '', bytes: first.bytes, complete, binary: true };
  const reader = createTextReader(encoding);
  const text = (reader.decode(first.bytes) + (complete ? reader.end() : '')).trimStart();
  if (complete && text === '') throw emptyError(name, 'a file of nothing but white space');
  return { name, text, bytes: first.bytes, complete, binary: false };
}

function emptyError(name: string, found: string): UserError {
  return new UserError({
    code: 'file-empty',
    found,
    expected: 'a result file',
    place: { file: name },
    hint: 'A load generator that is killed before its first flush leaves such a file: run the test again.',
  });
}
