import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { endpointKey, type Run, type RunTotal } from '@loadline/schema';
import { createDiagnostics } from '../input/diagnostics.js';
import { openSource } from '../input/open-source.js';
import { defaultReadLimits } from '../input/read-limits.js';
import { bytesSource, fileSource, streamSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';
import type { ReadSettings } from '../reader.js';
import { jtlCsv } from './jtl-csv.js';

const testdata = new URL('../../testdata/jmeter/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'loadline-jtl-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const fileOf = (content: string | Uint8Array): string => {
  const path = join(folder, `${files++}.jtl`);
  writeFileSync(path, content);
  return path;
};

/** The part that a file gives, read in so many threads; run from sources they are read one after the other. */
async function partOf(path: string, threads: number, more: Partial<ReadSettings> = {}): Promise<unknown> {
  const opened = await openSource(fileSource(path), defaultReadLimits);
  const diagnostics = createDiagnostics();
  const { head, text, bytes, utf8, passOver, file } = opened;
  const settings: ReadSettings = { warmupSeconds: 0, jmeterRows: 'samples', threads, threadsFromBytes: 1, ...more };
  const part = await jtlCsv.read({
    ...{ name: 'run.jtl', head, text, bytes, utf8, passOver, limits: defaultReadLimits, diagnostics, settings },
    ...(file === undefined ? {} : { file }),
  });
  await opened.close();
  return { part, diagnostics: diagnostics.list() };
}

const HEADER = [
  'timeStamp',
  'elapsed',
  'label',
  'responseCode',
  'responseMessage',
  'threadName',
  'success',
  'failureMessage',
  'allThreads',
  'x,"y"',
];
const START = 1795244810000;

interface Row {
  at: number;
  ms: number;
  label: string;
  thread: number;
  failed: boolean;
  message: string;
  transaction: boolean;
}

const row: fc.Arbitrary<Row> = fc.record({
  at: fc.nat(5000),
  ms: fc.nat(3000),
  label: fc.constantFrom('a', 'b', 'a-0', 'a-1', 'page', 'x,y', 'q"q', 'two\nlines', 'é日', '__proto__', ''),
  thread: fc.nat(3),
  failed: fc.boolean(),
  message: fc.constantFrom('', 'OK', 'not, "this"', 'line\nbreak', 'Zeile\r\nzwei'),
  transaction: fc.nat(9).map((number) => number === 0),
});

const tableOf = (rows: readonly Row[], config: Papa.UnparseConfig) =>
  Papa.unparse(
    [
      HEADER,
      ...rows.map(({ at, ms, label, thread, failed, message, transaction }) => [
        START + at,
        ms,
        label,
        failed ? 500 : 200,
        transaction ? 'Number of samples in transaction : 1, number of failing samples : 0' : message,
        `Users 1-${thread}`,
        !failed,
        '',
        3,
        'z',
      ]),
    ],
    config,
  );

/** Requests and failures by label, row by row. */
function countRows(table: string, delimiter: string): Map<string, [number, number]> {
  const [header = [], ...rows] = Papa.parse<string[]>(table, { delimiter }).data;
  const counts = new Map<string, [number, number]>();
  for (const cells of rows) {
    const cell = (name: string) => cells[header.indexOf(name)] ?? '';
    if (cells.length < header.length || cell('responseMessage').startsWith('Number of samples')) continue;
    const [requests, failures] = counts.get(cell('label')) ?? [0, 0];
    counts.set(cell('label'), [requests + 1, failures + Number(cell('success') === 'false')]);
  }
  return counts;
}

const totalOf = (run: Run): RunTotal => {
  if (run.total === undefined) throw new TypeError('the run has no total');
  return run.total;
};
const countsOf = (run: Run) =>
  new Map(run.endpoints.map(({ name, requests, failures }) => [name === '(all requests)' ? '' : name, [requests, failures]]));
/** No row lies within the time of another of its thread, so that none is a sub-result. */
const apart = (rows: readonly Row[]): Row[] => rows.map((each, index) => ({ ...each, at: index * 5000 }));

describe('reading a JTL from its bytes', () => {
  it('counts as papaparse does, row by row', async () => {
    const tables = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 30 }).filter((all) => all.some(({ transaction }) => !transaction)),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      newline: fc.constantFrom('\n', '\r\n'),
      quotes: fc.boolean(),
      sizes: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, delimiter, newline, quotes, sizes }) => {
        const table = tableOf(apart(rows), { delimiter, newline, quotes });
        const bytes = new TextEncoder().encode(table);
        const chunks = async function* () {
          let at = 0;
          for (const size of sizes) yield bytes.slice(at, (at += size));
          yield bytes.slice(at);
        };
        const run = await readRun([streamSource('run.jtl', chunks())]);
        expect(countsOf(run)).toEqual(countRows(table, delimiter));
        expect(run.diagnostics.filter(({ code }) => code.startsWith('row'))).toEqual([]);
      }),
    );
  });

  it('gives in threads what it gives in one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 6 }),
        fc.boolean(),
        async (rows, threads, warm) => {
          const path = fileOf(`${tableOf(rows, { newline: '\n' })}\nshort,row\n`);
          const settings: Partial<ReadSettings> = { jmeterRows: 'both', ...(warm ? { warmupSeconds: 1 } : {}) };
          const read = async (count: number) => withoutVif(await partOf(path, count, settings).catch((error: unknown) => String(error)));
          expect(await read(threads)).toEqual(await read(1));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    '2.13/run.jtl',
    '5.6.3/run.jtl.gz',
    '5.6.3/killed.jtl.gz',
    '5.6.3/parent.jtl.gz',
    '5.6.3/everything.jtl.gz',
    '5.6.3/hostile.jtl.gz',
    '5.6.3/no-header.jtl',
  ])('gives of %s in threads what it gives in one', async (name) => {
    const bytes = readFileSync(new URL(name, testdata));
    const path = fileOf(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    const wanted = await partOf(path, 1);
    for (const threads of [2, 3, 5, 8, 31]) expect(await partOf(path, threads)).toEqual(wanted);
  });

  it.each([
    [
      'line breaks within quotes where it is cut',
      (index: number) => `${START + index},5,"a\nb,1,${index}\n${START},1,x,200,OK,t,true,,1,z\n",200,OK,t,true,,3,z`,
    ],
    ['more kinds of failures than are kept', (index: number) => `${START + index},5,/a,500,"no ${index}",t,false,,3,z`],
    ['more labels than are kept', (index: number) => `${START + index},5,/${index},200,OK,t,true,,3,z`],
  ])('reads a large file with %s in one', async (_, lineOf) => {
    const path = fileOf(
      `${HEADER.slice(0, 9).join(',')},z\n${Array.from({ length: 12_000 }, (_row, index) => lineOf(index)).join('\n')}\n`,
    );
    const wanted = await partOf(path, 1);
    expect(wanted).toMatchObject({ part: { state: { total: { requests: 12_000 } } } });
    expect(await partOf(path, 3)).toEqual(wanted);
  });

  it('gives of eight parts of one run, merged, what the run gives in one file', async () => {
    const lines = Array.from(
      { length: 4000 },
      (_, index) => `${START + index * 7},${(index * 37) % 900},/p${index % 5},200,OK,Users 1-${index % 9},${index % 11 !== 0},,3,z`,
    );
    const whole = await readRun([bytesSource('all.jtl', `${HEADER.slice(0, 9).join(',')},z\n${lines.join('\n')}\n`)]);
    const shards = await Promise.all(
      Array.from({ length: 8 }, (_, shard) => {
        const own = lines.filter((_line, index) => index % 8 === shard);
        return readRun([bytesSource(`${shard}.jtl`, `${HEADER.slice(0, 9).join(',')},z\n${own.join('\n')}\n`)]);
      }),
    );
    const merged = mergeRuns(shards);
    expect(totalOf(merged).requests).toBe(4000);
    expect(merged.run.durationSeconds).toBeCloseTo(whole.run.durationSeconds ?? 0, 6);
    for (const endpoint of whole.endpoints) {
      const own = merged.endpoints.find((each) => endpointKey(each) === endpointKey(endpoint));
      expect(own).toMatchObject({ requests: endpoint.requests, failures: endpoint.failures });
      expect(own?.histogram).toEqual(endpoint.histogram);
      for (const { name, value } of endpoint.metrics)
        expect([name, own?.metrics.find((each) => each.name === name)?.value]).toEqual([name, expect.closeTo(value, 6)]);
    }
  });

  it('folds a million labels into ten thousand endpoints and one more', async () => {
    const rows = function* () {
      yield Buffer.from(`${HEADER.slice(0, 9).join(',')},z\n`);
      for (let block = 0; block < 500; block++) {
        const lines = Array.from(
          { length: 2000 },
          (_, index) => `${START + block},${index % 100},/item/${block * 2000 + index},200,OK,U 1-1,true,,1,z\n`,
        );
        yield Buffer.from(lines.join(''));
      }
    };
    const chunks = async function* () {
      yield* rows();
    };
    const run = await readRun([streamSource('run.jtl', chunks())]);
    expect(totalOf(run).requests).toBe(1_000_000);
    expect(run.endpoints).toHaveLength(10_001);
    expect(run.endpoints.find(({ name }) => name === '(other)')?.requests).toBe(990_000);
    expect(run.diagnostics.find(({ code }) => code === 'endpoints-folded')?.message).toContain('990,000');
  }, 60_000);
});

/** Which rows come first of a label decides the inflation, and that of rows that wait for what lies before them is not told. */
function withoutVif(part: unknown): unknown {
  return JSON.parse(JSON.stringify(part, (key, value: unknown) => (key === 'vif' ? undefined : value)));
}

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/jmeter-csv/', import.meta.url));

describe.skipIf(!existsSync(corpus))('files of others (skipped where they are not there)', () => {
  it.each(['mohai17-5.x-ReportLog.jtl', 'taurus-slow-stdev.jtl', 'filewithtransactions.csv', 'generated-2.13-5xlike-columns.csv'])(
    'gives the percentiles of %s',
    async (name) => {
      const table = readFileSync(join(corpus, name), 'utf8');
      const [header = [], ...rows] = Papa.parse<string[]>(table, { delimiter: ',' }).data;
      const cell = (cells: readonly string[], column: string) => cells[header.indexOf(column)] ?? '';
      const run = await readRun([fileSource(join(corpus, name))]);
      for (const { name: label, metrics } of run.endpoints) {
        const times = rows
          .filter((cells) => cell(cells, 'label') === label && !cell(cells, 'responseMessage').startsWith('Number of samples'))
          .map((cells) => Number(cell(cells, 'elapsed')))
          .sort((a, b) => a - b);
        for (const percentile of [50, 90, 95, 99]) {
          const at = ((times.length - 1) * percentile) / 100;
          const low = times[Math.floor(at)] ?? 0;
          const exact = low + (at % 1) * ((times[Math.ceil(at)] ?? 0) - low);
          const found = metrics.find((metric) => metric.name === `p${percentile}_latency_ms`)?.value ?? NaN;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.005);
        }
      }
    },
  );
});
