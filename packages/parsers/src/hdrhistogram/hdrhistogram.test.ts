import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import { histogramCount } from '@loadline/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource, fileSource, mergeRuns, readRun } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/hdrhistogram');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const read = async (file: string): Promise<Run> => {
  const run = await readRun([fileSource(join(folder, file))]);
  assertDocument(run);
  return run;
};
const readText = (text: string) => readRun([bytesSource('log', text)]);
const metricOf = (metrics: readonly { name: string; value: number; resolution?: number; provenance: string }[] | undefined, name: string) =>
  metrics?.find((each) => each.name === name);

interface Tag {
  tag: string;
  count: number;
  mean: number;
  max: number;
  percentiles: Record<string, number>;
  buckets: number | null;
  lowest: [number, number] | null;
}
// What HdrHistogram itself finds in each log (Expected.java).
const expected = JSON.parse(textOf('expected.json')) as Record<string, { endMs: number; intervals: [number, number][]; tags: Tag[] }>;
const logs = Object.entries(expected);

const nameOf = (file: string, tag: string) => {
  if (tag !== '') return tag;
  if (file.startsWith('ycsb-')) return file.replace(/^ycsb-|\.hdr$/g, '');
  return /^(?:tagged|base-time)\.hlog$/.test(file) ? '(untagged)' : '(all requests)';
};

describe('logs of HdrHistogram', () => {
  it.each(logs)('%s', async (file, wanted) => {
    const run = await read(file);
    const hasTotal = file === 'tagged-total.hlog';
    const tags = wanted.tags.filter(({ tag, count }) => count > 0 && !(hasTotal && tag === ''));
    expect(run.endpoints.map(({ name }) => name).sort()).toEqual(tags.map(({ tag }) => nameOf(file, tag)).sort());
    for (const tag of wanted.tags.filter(({ count }) => count > 0)) {
      const own = run.endpoints.find(({ name }) => name === nameOf(file, tag.tag));
      const found = hasTotal && tag.tag === '' ? run.total : own;
      expect(found).toMatchObject({ requests: tag.count, failures: null });
      const isClose = (name: string, value: number) => {
        const metric = metricOf(found?.metrics, name);
        // Of doubles HdrHistogram itself widens the buckets when it joins intervals of different scales.
        const off = file === 'double.hlog' ? 0.002 * value : 1e-9 * value;
        expect(Math.abs((metric?.value ?? NaN) - value), `${name}: ${metric?.value ?? ''} ${value}`).toBeLessThanOrEqual(off);
        expect(metric?.provenance).toBe('histogram');
      };
      isClose('avg_latency_ms', tag.mean);
      isClose('max_latency_ms', tag.max);
      for (const [percentile, value] of Object.entries(tag.percentiles))
        if (percentile !== '99.9' || tag.count >= 1000) isClose(`p${Number(percentile)}_latency_ms`, value);
      if (tag.lowest !== null) {
        const [value, resolution] = tag.lowest;
        expect(metricOf(found?.metrics, 'min_latency_ms')).toMatchObject({ value, resolution });
      }
      if (own?.histogram !== undefined) expect(histogramCount(own.histogram)).toBe(tag.count);
    }
    const used = wanted.intervals.filter(([, count]) => count > 0);
    const start = used[0]?.[0] ?? 0;
    // HdrHistogram cuts to the millisecond, Loadline rounds.
    expect(Math.abs(Date.parse(run.run.startedAt ?? '') - start)).toBeLessThanOrEqual(1);
    expect(run.run.durationSeconds).toBeCloseTo((wanted.endMs - start) / 1000, 2);
    const points = run.timeline?.points ?? [];
    const counted = points.reduce((sum, point) => sum + (point.rps ?? 0), 0) * (run.timeline?.intervalSeconds ?? 0);
    if (Number.isInteger(start / 1000)) {
      const all = used.reduce((sum, [, count]) => sum + count, 0);
      expect(counted).toBeCloseTo(hasTotal ? all / 2 : all, 6);
    }
    expect(run.diagnostics.filter(({ code }) => code !== 'unit-assumed')).toEqual([]);
  });

  it('knows how wide the bucket of a percentile is', async () => {
    for (const [file, digits] of [
      ['v2.hlog', 3],
      ['v1-int.hlog', 2],
      ['v2-5-digits.hlog', 5],
    ] as const) {
      const metric = metricOf((await read(file)).endpoints[0]?.metrics, 'p95_latency_ms');
      const relative = (metric?.resolution ?? NaN) / (metric?.value ?? NaN);
      expect(relative, file).toBeLessThanOrEqual(10 ** -digits);
      expect(relative, file).toBeGreaterThan(10 ** -digits / 10);
    }
  });

  it('of shards are merged to what the whole is', async () => {
    const lines = textOf('v2.hlog').split('\n');
    const head = lines.filter((line) => line.startsWith('#') || line.startsWith('"'));
    const rows = lines.filter((line) => /^\d/.test(line));
    const shards = await Promise.all(rows.filter((row) => !row.includes(',0.000,')).map((row) => readText([...head, row].join('\n'))));
    const [merged, whole] = [mergeRuns(shards), await read('v2.hlog')];
    expect(merged.endpoints[0]?.requests).toBe(1270);
    for (const name of ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms']) {
      const [a, b] = [metricOf(merged.endpoints[0]?.metrics, name), metricOf(whole.endpoints[0]?.metrics, name)];
      expect(a?.provenance).toBe('histogram');
      expect(Math.abs((a?.value ?? NaN) / (b?.value ?? NaN) - 1)).toBeLessThan(0.01);
    }
  });

  it('join tags of one name, and fold those past the limit', async () => {
    const [row = ''] = textOf('v2.hlog')
      .split('\n')
      .filter((line) => /^\d/.test(line));
    const tags = ['http://h/a?x=1', 'http://h/a?x=2', '__proto__', '(untagged)', ''];
    const text = tags.map((tag) => `${tag === '' ? '' : `Tag=${tag},`}${row}\n`).join('');
    const run = await readText(text);
    assertDocument(run);
    expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['http://h/a', 300],
      ['__proto__', 150],
      ['(untagged)', 300],
    ]);
    const folded = await readRun([bytesSource('log', text)], { limits: { endpoints: 2 } });
    expect(folded.endpoints.map(({ name, requests }) => [name, requests])).toContainEqual(['(other)', 300]);
    expect(folded.diagnostics.map(({ code }) => code)).toContain('endpoints-folded');
  });

  it('cut anywhere give what is whole', async () => {
    const text = textOf('v2.hlog').trimEnd();
    const before = text.lastIndexOf('\n') + 1;
    for (const length of [before + 1, before + 8, before + 30, before + 100, text.length - 30]) {
      const run = await readText(text.slice(0, length));
      expect(run.endpoints[0]?.requests, `${length}`).toBe(920);
      expect(run.run.partial).toBe(true);
      expect(run.diagnostics.map(({ code }) => code)).toContain('file-cut');
    }
    expect((await readText(text)).endpoints[0]?.requests).toBe(1270);
    await expect(readText(text.slice(0, text.indexOf('0.250,')))).rejects.toThrow(UserError);
  });

  it('never do more than end, whatever the bytes are', async () => {
    const lines = textOf('v1.hlog')
      .split('\n')
      .filter((line) => /^\d/.test(line));
    const parts = lines.map((line) => ({
      start: line.split(',').slice(0, 3).join(','),
      bytes: Buffer.from(line.split(',')[3] ?? '', 'base64'),
    }));
    const plain = parts.map(({ start, bytes }) => ({ start, bytes }));
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (which, changes) => {
        const rows = plain.map(({ start, bytes }, index) => {
          const changed = Buffer.from(bytes);
          if (index === which) for (const [at, byte] of changes) changed[at % changed.length] = byte;
          return `${start},${changed.toString('base64')}`;
        });
        const run = await readText(`#[StartTime: 1790000000.000]\n${rows.join('\n')}\n`).catch((error: unknown) => error);
        if (!(run instanceof UserError)) assertDocument(run as Run);
      }),
      { numRuns: 200 },
    );
  });

  it('with uncompressed and with hostile histograms', async () => {
    const row = (bytes: Buffer) => `0.000,1.000,0.002,${bytes.toString('base64')}\n`;
    const histogram = (digits: number, payload: number[], { lowest = 1n, length = payload.length } = {}) => {
      const bytes = Buffer.alloc(40 + payload.length);
      bytes.writeInt32BE(0x1c849313, 0);
      bytes.writeInt32BE(length, 4);
      bytes.writeInt32BE(digits, 12);
      bytes.writeBigInt64BE(lowest, 16);
      bytes.writeBigInt64BE(1_000_000n, 24);
      bytes.writeDoubleBE(1, 32);
      bytes.set(payload, 40);
      return bytes;
    };
    const zipped = (bytes: Buffer) => {
      const packed = deflateSync(bytes);
      const head = Buffer.alloc(8);
      head.writeInt32BE(0x1c849314, 0);
      head.writeInt32BE(packed.length, 4);
      return Buffer.concat([head, packed]);
    };
    // Three samples at 0, none up to 4, one at 5.
    const good = row(histogram(3, [6, 7, 0, 2]));
    expect((await readText(good)).endpoints[0]).toMatchObject({ requests: 4 });
    const bad = [
      histogram(9, [2]),
      histogram(-1, [2]),
      histogram(3, [2], { lowest: 0n }),
      histogram(3, [2], { length: 1e9 }),
      histogram(3, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      histogram(3, [0xff, 0xff, 0xff, 0xff, 0x0f, 2]),
      histogram(3, [0x80]),
      zipped(Buffer.alloc(70 * 1024 * 1024)),
      Buffer.from('HISTF'),
      Buffer.from([0x1c, 0x84, 0x93, 0x14, 0xff, 0xff, 0xff, 0xff, 1]),
    ];
    for (const [index, bytes] of bad.entries()) {
      const run = await readText(`${good}${row(bytes)}${good}`);
      expect(run.endpoints[0]?.requests, `${index}`).toBe(8);
      expect(
        run.diagnostics.filter(({ code }) => code === 'row-rejected'),
        `${index}`,
      ).toMatchObject([{ place: { line: 2 } }]);
    }
  });
});

describe('tables of HdrHistogram', () => {
  it.each([
    ['v2.hgrm', 1, 'histogram'],
    ['v2-csv.hgrm', 1, 'reported'],
    ['us.hgrm', 1, 'histogram'],
    ['v2-ratio-1000.hgrm', 1000, 'histogram'],
  ])('%s', async (file, scale, provenance) => {
    const run = await read(file);
    const [tag] = expected[file === 'us.hgrm' ? 'us.hlog' : 'v2.hlog']?.tags ?? [];
    expect(run.endpoints).toMatchObject([{ name: '(all requests)', requests: 1270, failures: null }]);
    for (const [percentile, value] of Object.entries(tag?.percentiles ?? {})) {
      const metric = metricOf(run.endpoints[0]?.metrics, `p${Number(percentile)}_latency_ms`);
      if (Number(percentile) <= 95) {
        expect(Math.abs((metric?.value ?? NaN) - value * scale), percentile).toBeLessThan(0.001);
        expect(metric?.provenance).toBe(provenance);
      } else expect(Math.abs((metric?.value ?? NaN) / (value * scale) - 1), percentile).toBeLessThan(0.02);
    }
    expect(metricOf(run.endpoints[0]?.metrics, 'max_latency_ms')?.value).toBeCloseTo((tag?.max ?? NaN) * scale, 2);
    expect(metricOf(run.endpoints[0]?.metrics, 'avg_latency_ms')?.value).toBe(
      file === 'v2-csv.hgrm' ? undefined : Number(((tag?.mean ?? NaN) * scale).toFixed(3)),
    );
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['unit-assumed']);
  });

  it('that end early give no more than they hold', async () => {
    const text = textOf('v2.hgrm');
    const run = await readText(text.slice(0, 1500));
    expect(run.run.partial).toBe(true);
    expect(run.endpoints[0]).toMatchObject({ requests: null });
    expect(metricOf(run.endpoints[0]?.metrics, 'p50_latency_ms')).toBeUndefined();
  });

  it('are not taken for those of others', async () => {
    const { detectFormat } = await import('../index.js');
    const table = textOf('v2.hgrm');
    for (const text of [
      `Running 10s test @ http://h\n  Thread Stats   Avg\n  Detailed Percentile spectrum:\n${table}`,
      table.replace('Value ', 'Value(ms) '),
      'Value,Percentile\n1,2\n',
    ])
      expect(
        await detectFormat(bytesSource('x', text)).then(
          ({ format }) => format,
          () => '',
        ),
      ).not.toMatch(/^hdrhistogram/);
  });
});

describe('intervals of HdrHistogram’s log processor', () => {
  it.each(['v2.intervals', 'v2-csv.intervals'])('%s', async (file) => {
    const run = await read(file);
    const percentiles = expected['v2.hlog']?.tags[0]?.percentiles ?? {};
    expect(run.endpoints).toMatchObject([{ name: '(all requests)', requests: 1270, failures: null }]);
    for (const percentile of [50, 90, 99, 99.9])
      expect(metricOf(run.endpoints[0]?.metrics, `p${percentile}_latency_ms`)?.value).toBeCloseTo(
        percentiles[percentile.toFixed(1)] ?? NaN,
        2,
      );
    expect(run.timeline?.points.length).toBeGreaterThan(4);
  });

  it('without an interval are an error, and what is none is named', async () => {
    const text = textOf('v2.intervals');
    await expect(readText(text.split('\n').slice(0, 3).join('\n'))).rejects.toThrow(UserError);
    const run = await readText(text.replace('3.250: I:0', 'x: I:0'));
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected')).toMatchObject([{ place: { line: 6 } }]);
  });
});
