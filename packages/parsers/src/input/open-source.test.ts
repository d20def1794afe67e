import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openSource } from './open-source.js';
import { defaultReadLimits } from './read-limits.js';
import { bytesSource, fileError, fileSource, streamSource, type Source } from './source.js';

const folder = mkdtempSync(join(tmpdir(), 'loadline-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function readAll(source: Source) {
  const opened = await openSource(source, defaultReadLimits);
  let text = '';
  for await (const chunk of opened.text()) text += chunk;
  return { text, head: opened.head, facts: await opened.finish() };
}

describe('openSource', () => {
  it('hashes and counts the stored bytes, compressed or not', async () => {
    const plain = await readAll(bytesSource('a', 'abc'));
    expect(plain.text).toBe('abc');
    expect(plain.facts).toEqual({
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      truncated: false,
      damaged: false,
      encoding: 'utf-8',
    });
    const zipped = await readAll(bytesSource('a', gzipSync('abc')));
    expect(zipped.text).toBe('abc');
    expect(zipped.facts.bytes).toBe(gzipSync('abc').length);
  });

  it('gives a head that ends at the same byte, however the stream is split', async () => {
    const text = 'x'.repeat(70_000);
    const whole = await readAll(bytesSource('a', text));
    const split = async function* () {
      for (let at = 0; at < text.length; at += 999) yield text.slice(at, at + 999);
    };
    const pieces = await readAll(streamSource('a', split()));
    const plain = (read: typeof whole) => ({ ...read, head: { ...read.head, bytes: [...read.head.bytes] } });
    expect(plain(pieces)).toEqual(plain(whole));
    expect(whole.head.text).toHaveLength(65_536);
    expect(whole.head.complete).toBe(false);
  });

  it('gives out what a cut gzip file holds', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => `line ${index * 7919}\n`).join('');
    const zipped = gzipSync(text);
    const cut = await readAll(bytesSource('a', zipped.subarray(0, zipped.length / 2)));
    expect(cut.facts.truncated).toBe(true);
    expect(text.startsWith(cut.text)).toBe(true);
    expect(cut.text.length).toBeGreaterThan(1000);
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'file-empty'],
    ['white space', ' \r\n\n', 'file-empty'],
    ['a byte order mark', '\uFEFF', 'file-empty'],
    ['an empty gzip file', gzipSync(''), 'file-empty'],
    ['damaged gzip data', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff]), 'gzip-damaged'],
  ])('refuses %s', async (_, data, code) => {
    await expect(readAll(bytesSource('a', data))).rejects.toMatchObject({ name: 'UserError', code });
  });

  it('refuses gzip data that grows without bound', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a'));
    await expect(readAll(bytesSource('a', bomb))).rejects.toMatchObject({ code: 'gzip-ratio' });
  });

  it('refuses what is no file', async () => {
    await expect(readAll(fileSource(join(folder, 'none.csv'), 'none.csv'))).rejects.toMatchObject({
      code: 'file-missing',
      message: expect.stringMatching(/^none\.csv: there is no such file/),
    });
    await expect(readAll(fileSource(folder, 'results'))).rejects.toMatchObject({ code: 'file-is-directory' });
    expect(fileError(Object.assign(new Error('no'), { code: 'EACCES' }), 'a')).toMatchObject({
      code: 'file-unreadable',
      message: 'a: the file may not be read by this user; expected a file that may be read',
    });
  });

  it('knows text from what is not', async () => {
    expect((await readAll(bytesSource('a', Uint8Array.from([0, 1, 2, 3])))).head.binary).toBe(true);
    writeFileSync(join(folder, 'a.csv'), 'a,b\n');
    expect((await readAll(fileSource(join(folder, 'a.csv')))).head).toMatchObject({ binary: false, text: 'a,b\n', complete: true });
  });
});
