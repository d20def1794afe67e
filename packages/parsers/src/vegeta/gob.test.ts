import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, mergeRuns, readRun, streamSource } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/vegeta');
const bytesOf = (file: string) => readFileSync(join(folder, file));
const mixed = bytesOf('12.12.0/mixed.gob');
const read = (bytes: Uint8Array) => readRun([bytesSource('results.gob', bytes)]);
const plain = (run: Run) => ({ ...run, run: { ...run.run, id: '', sources: [] } });

/** The messages of a stream, each with its length before it. */
function messagesOf(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const count = (bytes[at] ?? 0) < 128 ? 0 : 256 - (bytes[at] ?? 0);
    const length = count === 0 ? (bytes[at] ?? 0) : bytes.readUIntBE(at + 1, count);
    messages.push(bytes.subarray(at, at + 1 + count + length));
    at += 1 + count + length;
  }
  return messages;
}
const messages = messagesOf(mixed);
const isResult = (message: Buffer) => message.includes(Buffer.from('mixed'));
const types = messages.filter((message) => !isResult(message));
const results = messages.filter(isResult);

describe('results of vegeta as gob', () => {
  it.each(['six-fields', 'seven-fields'])('of versions with %s', async (name) => {
    const run = await read(bytesOf(`older/${name}.gob`));
    assertDocument(run);
    expect(run.endpoints).toMatchObject([{ kind: 'request', name: '(all requests)', requests: 10, failures: 2 }]);
    expect(run.run.startedAt).toBe('2026-09-21T14:13:20.123Z');
    expect(run.errors).toMatchObject([{ message: '503 Service Unavailable', status: '503', count: 2 }]);
    expect(run.total?.metrics.find((metric) => metric.name === 'avg_latency_ms')?.value).toBeCloseTo(5.5, 9);
    expect(run.diagnostics).toEqual([]);
  });

  it('with fields that no version has', async () => {
    const run = await read(bytesOf('older/unknown-fields.gob'));
    expect(run.endpoints.map(({ method, name, requests }) => [method, name, requests])).toEqual([
      ['GET', '/0', 5],
      ['GET', '/1', 5],
    ]);
    expect(run.run.startedAt).toBe('2026-09-21T14:13:20.123Z');
    expect(run.diagnostics).toEqual([]);
  });

  it('are the same however the bytes arrive', async () => {
    const whole = await read(mixed);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }), async (sizes) => {
        const pieces: Buffer[] = [];
        let at = 0;
        for (let index = 0; at < mixed.length; index++) {
          const size = sizes[index % sizes.length] ?? 1;
          pieces.push(mixed.subarray(at, at + size));
          at += size;
        }
        const stream = (async function* () {
          for (const piece of pieces) yield await Promise.resolve(piece);
        })();
        expect(plain(await readRun([streamSource('results.gob', stream)]))).toEqual(plain(whole));
      }),
      { numRuns: 15 },
    );
  });

  it('merged from eight streams are what they are in one', async () => {
    expect(results).toHaveLength(120);
    const shards = await Promise.all(
      Array.from({ length: 8 }, async (_, shard) =>
        read(Buffer.concat([...types, ...results.filter((_result, index) => index % 8 === shard)])),
      ),
    );
    const [merged, whole] = [mergeRuns(shards), mergeRuns([await read(mixed)])];
    expect(merged.endpoints.map(({ name, requests, failures, histogram }) => [name, requests, failures, histogram])).toEqual(
      whole.endpoints.map(({ name, requests, failures, histogram }) => [name, requests, failures, histogram]),
    );
    expect(merged.errors).toEqual(whole.errors);
    expect(merged.run.durationSeconds).toBeCloseTo(whole.run.durationSeconds ?? NaN, 6);
  });

  it('of several streams, one behind the other in one file, are all read', async () => {
    const run = await read(Buffer.concat([bytesOf('8.0.0/results.gob'), mixed, bytesOf('older/six-fields.gob')]));
    expect(run.total).toMatchObject({ requests: 250 });
  });

  it('that end early give what is there', async () => {
    const whole = Buffer.concat([...types, ...results.slice(0, 4)]);
    const before = whole.length - (results[3]?.length ?? 0);
    for (let length = before; length <= whole.length; length++) {
      const run = await read(whole.subarray(0, length));
      const isWhole = length === whole.length;
      expect(run.total?.requests).toBe(isWhole ? 4 : 3);
      expect(run.run.partial).toBe(!isWhole && length > before);
      expect(run.diagnostics.map(({ code }) => code)).toEqual(isWhole || length === before ? [] : ['file-cut']);
    }
  });

  it('that are damaged give the others, and say so', async () => {
    const damaged = Buffer.from(results[1] ?? []);
    damaged[damaged.indexOf('mixed') - 2] = 0x60;
    const run = await read(Buffer.concat([...types, results[0] ?? damaged, damaged, ...results.slice(2, 5)]));
    expect(run.total?.requests).toBe(4);
    expect(run.diagnostics).toMatchObject([{ code: 'row-rejected', message: expect.stringContaining('result 2 of the file') as string }]);
    const text = await read(Buffer.concat([...types, ...results.slice(0, 5), Buffer.from('and then some words')]));
    expect(text.total?.requests).toBe(5);
    expect(text.run.partial).toBe(true);
  });

  it('never do more than end, whatever the bytes are', async () => {
    const start = Buffer.concat([...types, ...results.slice(0, 3)]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 13, max: start.length - 1 }), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 12,
        }),
        async (changes) => {
          const bytes = Buffer.from(start);
          for (const [at, byte] of changes) bytes[at] = byte;
          const run = await read(bytes).catch((error: unknown) => error);
          if (run instanceof UserError) return;
          assertDocument(run as Run);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are bounded in length, in types and in depth', async () => {
    const huge = Buffer.concat([...types, Buffer.from([0xf8, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3])]);
    await expect(read(huge)).rejects.toThrow(/result of more than/);
    // A type that holds itself: a structure whose one field is of its own type.
    const itself = Buffer.from([
      0x7f,
      3,
      1,
      1,
      6,
      ...Buffer.from('Result'),
      1,
      0xff,
      0x80,
      0,
      1,
      3,
      1,
      1,
      0x61,
      1,
      0xff,
      0x80,
      0,
      1,
      7,
      ...Buffer.from('Latency'),
      1,
      4,
      0,
      1,
      9,
      ...Buffer.from('Timestamp'),
      1,
      10,
      0,
      0,
      0,
    ]);
    const deep = Buffer.from([0xff, 0x80, ...new Array<number>(90).fill(1)]);
    const message = (bytes: Buffer) => Buffer.from([...(bytes.length < 128 ? [bytes.length] : [0xff, bytes.length]), ...bytes]);
    await expect(read(Buffer.concat([message(itself), message(deep), message(deep)]))).rejects.toThrow(/nested more than/);
  });

  it('are told by their first bytes', async () => {
    for (const file of ['8.0.0/results.gob', '12.12.0/mixed.gob', 'older/six-fields.gob', 'older/unknown-fields.gob'])
      expect((await detectFormat(bytesSource('x', bytesOf(file)))).format).toBe('vegeta-gob');
    for (const bytes of [Buffer.from('Result\0'), Buffer.from([0, 1, 2, 3]), mixed.subarray(20)])
      await expect(detectFormat(bytesSource('x', bytes))).rejects.toThrow(UserError);
  });
});
