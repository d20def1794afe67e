import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Run } from '@loadline/schema';
import { UserError } from '@loadline/schema';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, fileSource, mergeRuns, readRun } from '../index.js';
import { createDiagnostics } from '../input/diagnostics.js';
import { openSource } from '../input/open-source.js';
import { defaultReadLimits } from '../input/read-limits.js';
import type { RunPart } from '../reader.js';
import { gatlingLog } from './text-log.js';

const folder = mkdtempSync(join(tmpdir(), 'loadline-gatling-log-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const fixtures = join(import.meta.dirname, '../../testdata/gatling');
const textOf = (file: string) => {
  const bytes = readFileSync(join(fixtures, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};
const read = (text: string | Uint8Array, name = 'simulation.log') => readRun([bytesSource(name, text)]);

const RUN = 'RUN\tshop.Simulation\tsimulation\t1700000000000\t \t3.9.5\n';
const START = 1_700_000_000_000;
const row = (name: string, start: number, ms: number, status = 'OK', message = ' ', groups = '') =>
  `REQUEST\t${groups}\t${name}\t${START + start}\t${START + start + ms}\t${status}\t${message}\n`;
const metric = (run: Run, name: string) => run.total?.metrics.find((each) => each.name === name)?.value;

/** What the reader gives for a file of its own, in so many threads. */
async function partOf(text: string, threads: number): Promise<{ part: RunPart; diagnostics: unknown }> {
  const path = join(folder, `${threads}-${text.length}.log`);
  writeFileSync(path, text);
  const diagnostics = createDiagnostics();
  const opened = await openSource(fileSource(path), defaultReadLimits);
  const { head, bytes, utf8, file, passOver } = opened;
  const part = await gatlingLog.read({
    name: 'simulation.log',
    head,
    text: () => opened.text(),
    bytes,
    utf8,
    passOver,
    limits: defaultReadLimits,
    diagnostics,
    settings: { warmupSeconds: 0, jmeterRows: 'samples', threads, threadsFromBytes: 1 },
    ...(file === undefined ? {} : { file }),
  });
  await opened.close();
  return { part, diagnostics: diagnostics.list() };
}

const logs = [
  '2.0.3/simulation.log.gz',
  '2.1.7/simulation.log.gz',
  '2.2.5/simulation.log.gz',
  '2.3.1-hostile/simulation.log.gz',
  '3.3.1/simulation.log.gz',
  '3.12.0/simulation.log',
  '3.12.0-hostile/simulation.log.gz',
  '3.12.0-killed/simulation.log.gz',
];

describe('a text log of Gatling', () => {
  it.each(logs)('%s is the same in three threads as in one', async (file) => {
    const text = textOf(file);
    const one = await partOf(text, 1);
    expect(await partOf(text, 3)).toEqual(one);
    expect(await partOf(text, 7)).toEqual(one);
  });

  it.each(logs)('%s is the same however its bytes arrive', async (file) => {
    const bytes = Buffer.from(textOf(file));
    const whole = await read(bytes);
    for (const size of [7, 1000, 4096]) {
      const pieces = (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      })();
      expect(await readRun([{ ...bytesSource('simulation.log', bytes), bytes: () => pieces }])).toEqual(whole);
    }
  });

  it('that was written in eight parts is the one that was written in one', async () => {
    for (const file of ['3.3.1/simulation.log.gz', '2.3.1/simulation.log.gz']) {
      const lines = textOf(file).split('\n').slice(0, -1);
      const head = lines.filter((line) => /^(?:ASSERTION|RUN)\t/.test(line));
      const rest = lines.filter((line) => !head.includes(line));
      const shards = await Promise.all(
        Array.from({ length: 8 }, (_, shard) => read(`${[...head, ...rest.filter((__, index) => index % 8 === shard)].join('\n')}\n`)),
      );
      const [merged, whole] = [mergeRuns(shards), mergeRuns([await read(textOf(file))])];
      const counts = (run: Run) =>
        run.endpoints.map(({ kind, group, name, requests, failures, histogram }) => ({ kind, group, name, requests, failures, histogram }));
      expect(counts(merged)).toEqual(counts(whole));
      expect(merged.total).toMatchObject({ requests: whole.total?.requests, failures: whole.total?.failures });
      for (const name of ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'max_latency_ms'])
        expect(metric(merged, name)).toBe(metric(whole, name));
      expect(metric(merged, 'avg_latency_ms')).toBeCloseTo(metric(whole, 'avg_latency_ms') ?? NaN, 9);
      expect(merged.errors.map(({ message, count, endpoint }) => [message, count, endpoint])).toEqual(
        whole.errors.map(({ message, count, endpoint }) => [message, count, endpoint]),
      );
      expect(merged.run).toMatchObject({ startedAt: whole.run.startedAt, scenario: 'LoadSimulation' });
      expect(merged.run.durationSeconds).toBeCloseTo(whole.run.durationSeconds ?? NaN, 6);
    }
  });

  it('that ends early gives the rows before', async () => {
    const before = RUN + row('a', 0, 5) + row('b', 1, 6);
    const last = row('c', 2, 7).trimEnd();
    const isWhole = (length: number) => last.slice(0, length).endsWith('\tOK');
    for (let length = 1; length <= last.length; length++) {
      const run = await read(before + last.slice(0, length));
      expect([length, run.total?.requests, run.run.partial]).toEqual([length, isWhole(length) ? 3 : 2, !isWhole(length)]);
    }
    for (const end of ['USER\tAll\tEND\t17000', 'GROUP\tshop\t1700000000000', 'ASSERTION\tAAE', 'ERROR\tno']) {
      expect((await read(`${before}${end}`)).run.partial).toBe(true);
    }
    expect((await read(`${before}USER\tAll\tEND\t1700000000100`)).run.partial).toBe(false);
  });

  it('counts a request by what stands behind its times', async () => {
    const run = await read(
      [
        RUN,
        row('OK', 0, 1),
        row('KO', 10, 2, 'KO', 'status.find.is(200), but actually found 503'),
        row('KO', 20, 3, 'KO', ' '),
        row('in, groups', 30, 4, 'KO', 'i.n.h.s.SslHandshakeTimeoutException: no', 'shop,cart'),
      ].join(''),
    );
    expect(run.endpoints.map(({ name, group, requests, failures }) => [name, group, requests, failures])).toEqual([
      ['OK', undefined, 1, 0],
      ['KO', undefined, 2, 2],
      ['in, groups', 'shop / cart', 1, 1],
    ]);
    expect(run.errors.map(({ message, status, count }) => [message, status, count])).toEqual([
      ['status.find.is(200), but actually found 503', '503', 1],
      ['KO', undefined, 1],
      ['i.n.h.s.SslHandshakeTimeoutException: no', undefined, 1],
    ]);
  });

  it('never adds groups to requests', async () => {
    const group = `GROUP\tshop\t${START}\t${START + 500}\t30\tOK\n`;
    const run = await read(RUN + row('a', 0, 10, 'OK', ' ', 'shop') + row('b', 300, 20, 'OK', ' ', 'shop') + group);
    expect(run.total).toMatchObject({ requests: 2, failures: 0 });
    expect(run.endpoints.find(({ kind }) => kind === 'transaction')).toMatchObject({ name: 'shop', requests: 1 });
    expect(run.endpoints.find(({ kind }) => kind === 'transaction')?.metrics).toContainEqual({
      name: 'max_latency_ms',
      value: 30,
      provenance: 'exact',
      resolution: 1,
    });
  });

  it('names every row that it does not count', async () => {
    const run = await read(
      [
        RUN,
        row('a', 0, 5),
        'REQUEST\t\tline\n',
        `break\t${START}\t${START}\tOK\t \n`,
        row('late', 10, -5),
        'GROUP\tshop\tnever\t1\t2\tOK\n',
        'USER\tAll START\t1\t2\n',
        '\n',
        row('b', 1, 6),
      ].join(''),
    );
    expect(run.total?.requests).toBe(2);
    const said = run.diagnostics.filter(({ code }) => code === 'row-rejected');
    expect(said.map(({ place }) => place?.line)).toEqual([3, 4, 5, 6]);
    expect(run.diagnostics.map(({ code }) => code)).toContain('user-rows-rejected');
  });

  it('has the users that there were at once, in whatever order the rows stand', async () => {
    const user = (at: number, isStart: boolean) => `USER\tAll\t${isStart ? 'START' : 'END'}\t${START + at}\n`;
    const starts = [0, 1000, 2000, 9000];
    const ends = [2500, 3000, 5000, 9500];
    const rows = [...starts.map((at) => user(at, true)), ...ends.map((at) => user(at, false))];
    const orders = [rows, [...rows].reverse()];
    for (const order of orders) {
      const run = await read(RUN + row('a', 0, 9000) + order.join(''));
      expect(run.run.load.users).toBe(3);
      expect(run.timeline?.points.map(({ offsetSeconds, users }) => [offsetSeconds, users])).toEqual([
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 2],
        [4, 1],
        [5, 1],
        [6, 0],
        [7, 0],
        [8, 0],
        [9, 1],
      ]);
    }
  });

  it('is read with Windows line breaks, a byte order mark, and without the blanks at the ends of rows', async () => {
    const text = textOf('3.12.0/simulation.log');
    const counts = (run: Run) => [run.endpoints, run.errors, run.slos];
    const whole = counts(await read(text));
    expect(counts(await read(text.replaceAll('\n', '\r\n')))).toEqual(whole);
    expect(counts(await read(`\uFEFF${text}`))).toEqual(whole);
    expect(counts(await read(text.replaceAll(/[\t ]+\n/g, '\n')))).toEqual(whole);
    expect(counts(await read(Buffer.from(`\uFEFF${text}`, 'utf16le')))).toEqual(whole);
  });

  it('has its cells where most requests have them, whatever version it states', async () => {
    const changed = textOf('3.3.1/simulation.log.gz').replace('\t3.3.1\n', '\t3.12.0\n');
    expect((await read(changed)).total).toMatchObject({ requests: 182, failures: 74 });
    const old = textOf('2.3.1/simulation.log.gz').replace('\t2.0\n', '\t3.5.1\n');
    expect((await read(old)).total).toMatchObject({ requests: 182, failures: 76 });
  });

  it('survives absurd times and names', async () => {
    const names = fc.constantFrom('a', '__proto__', 'constructor', '', ' ', '日本', 'x'.repeat(5000));
    const cell = fc.oneof(names, fc.constantFrom('OK', 'KO', '999999999999999', '0', '-5', '1e9', `${START}`, `${START + 5}`));
    const line = fc
      .tuple(fc.constantFrom('REQUEST', 'GROUP', 'USER', 'ERROR', 'RUN', 'ASSERTION', 'x'), fc.array(cell, { maxLength: 12 }))
      .map(([type, cells]) => [type, ...cells].join('\t'));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        const text = `${RUN}${row('a', 0, 5)}${lines.join('\n')}`;
        const run = await read(text);
        expect(run.total?.requests).toBeGreaterThanOrEqual(1);
        expect(JSON.stringify(run)).not.toMatch(/:null,"provenance"|NaN/);
      }),
      { numRuns: 60 },
    );
  });

  it('cuts the warm-up', async () => {
    const text = RUN + row('a', 0, 5) + row('a', 4000, 6) + row('a', 6000, 7);
    const run = await readRun([bytesSource('simulation.log', text)], { warmupSeconds: 5 });
    expect(run.total?.requests).toBe(1);
    expect(run.run.warmupSeconds).toBe(5);
  });
});

describe('detection', () => {
  it('tells a log by its row RUN, behind assertions too', async () => {
    for (const text of [
      RUN,
      `ASSERTION\tAAMDAAIGAAAAAAAAABRA\n${RUN}`,
      'a.B\tb\tRUN\t1700000000000\t \t2.0\n',
      RUN.replace('3.9.5', '3.0.0-RC4'),
    ])
      expect((await detectFormat(bytesSource('x', text))).format).toBe('gatling-log');
  });
  it.each([
    ['of version 1, which had other rows', 'RUN\t20130101000000\tsimulation\tdescription\nACTION\tscenario\t1\ta\t1\t2\t3\t4\tOK\tno\n'],
    ['with other words', 'RUN\ta\tb\tc\td\te\n'],
    ['that is CSV', 'RUN,a,b,1700000000000,,3.9.5\n'],
    ['with RUN in a later cell', 'a\tb\tc\tRUN\t1700000000000\t \t2.0\n'],
  ])('leaves a file %s to others', async (_, text) => {
    await expect(detectFormat(bytesSource('x', text))).rejects.toThrow(UserError);
  });
  it('refuses a log without a request', async () => {
    await expect(read(RUN)).rejects.toThrow('no request');
  });
});
