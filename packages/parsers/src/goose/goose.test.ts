import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { assertDocument, type Endpoint, type Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';
import { parseRustDebug } from './rust-debug.js';

const folder = new URL('../../testdata/goose/', import.meta.url);
const bytes = (name: string) => readFileSync(new URL(name, folder));
const text = (name: string) => (name.endsWith('.gz') ? gunzipSync(bytes(name)) : bytes(name)).toString('utf8');
const runOf = async (name: string, content: string | Uint8Array = bytes(name)) => readRun([bytesSource(name, content)]);

interface Expected {
  method: string;
  name: string;
  requests: number;
  failures: number;
  avg: number;
  min: number;
  max: number;
  median: number;
}
const expected = JSON.parse(text('expected.json')) as Record<string, Expected[]>;
const valueOf = (endpoint: Endpoint | undefined, name: string) =>
  endpoint?.metrics.find((metric) => metric.name === `${name}_latency_ms`)?.value ?? NaN;
/** goose cuts names that are longer than its column. */
const find = (run: Run, row: Expected) =>
  run.endpoints.find(
    ({ kind, method, name }) =>
      kind === 'request' &&
      method === row.method &&
      (name === row.name ||
        name.startsWith(row.name.replace(/\.\.$/, '') + ' |') ||
        (row.name.endsWith('..') && name.startsWith(row.name.slice(0, -2)))),
  );

/** goose prints times with three digits from 0.19 on, whole milliseconds before. */
const isNear = (ours: number, printed: number, isFine: boolean) =>
  Math.abs(ours - printed) <= (isFine ? Math.max(0.006, printed * 0.05) : 0.51);

describe('what goose wrote', () => {
  it.each([
    ['0.17.2-json.log.gz', '0.17.2-json', 'goose-request-log-json'],
    ['0.17.2-csv.log', '0.17.2-csv', 'goose-request-log-csv'],
    ['0.17.2-raw.log.gz', '0.17.2-raw', 'goose-request-log-raw'],
    ['0.17.2-refused.log', '0.17.2-refused', 'goose-request-log-json'],
    ['0.19.0-json.log.gz', '0.19.0-json', 'goose-request-log-json'],
    ['0.19.0-csv.log', '0.19.0-csv', 'goose-request-log-csv'],
    ['0.19.0-pretty.log', '0.19.0-pretty', 'goose-request-log-raw'],
    ['0.19.0-report.json', '0.19.0-json', 'goose-report-json'],
    ['0.19.0-refused.json', '0.19.0-refused', 'goose-report-json'],
    ['0.17.2-json.txt', '0.17.2-json', 'goose-text'],
    ['0.19.0-json.txt', '0.19.0-json', 'goose-text'],
    ['0.17.2-refused.txt', '0.17.2-refused', 'goose-text'],
  ])('%s holds what it printed', async (file, key, format) => {
    const run = await runOf(file);
    assertDocument(run);
    expect(run.run).toMatchObject({ tool: 'goose', partial: false, sources: [{ format }], load: { model: 'closed' } });
    const rows = expected[key] ?? [];
    expect(run.endpoints.filter(({ kind }) => kind === 'request')).toHaveLength(rows.length);
    const isFine = key.startsWith('0.19');
    for (const row of rows) {
      const endpoint = find(run, row);
      // Made without --no-reset-metrics: goose printed what came after all users had started.
      if (key === '0.17.2-refused' && format !== 'goose-text') continue;
      expect([row.name, endpoint?.requests]).toEqual([row.name, row.requests]);
      // What the test itself decided is not in the log of 0.19.
      const isDecided = isFine && format.startsWith('goose-request-log') && /^(?:judged|forgiven)$/.test(row.name);
      expect(endpoint?.failures).toBe(isDecided ? row.requests - row.failures : row.failures);
      if (row.requests === row.failures && row.avg === 0 && format === 'goose-text') continue;
      expect(isNear(valueOf(endpoint, 'avg'), row.avg, isFine)).toBe(true);
      expect(isNear(valueOf(endpoint, 'max'), row.max, isFine)).toBe(true);
      expect(Math.abs(valueOf(endpoint, 'p50') - row.median)).toBeLessThanOrEqual(Math.max(1, row.median * 0.1));
    }
    expect(run.run.startedAt !== undefined).toBe(format === 'goose-report-json');
  });
  it('names failures by kind, and takes the word of the test', async () => {
    const run = await runOf('0.17.2-json.log.gz');
    expect(run.errors).toContainEqual({
      message: 'wrong words in it',
      status: '200',
      count: 17,
      endpoint: { kind: 'request', method: 'GET', name: 'judged' },
    });
    expect(run.errors.find(({ endpoint }) => endpoint?.name === 'forgiven')).toBeUndefined();
    expect(run.errors.find(({ endpoint }) => endpoint?.name === '/drop')).not.toHaveProperty('status');
    expect(run.run.load?.users).toBe(4);
    expect((await runOf('0.19.0-json.log.gz')).diagnostics).toMatchObject([{ code: 'decisions-not-logged', severity: 'info' }]);
  });
  it('knows transactions, users and the start from the report', async () => {
    const run = await runOf('0.19.0-report.json');
    expect(run.run).toMatchObject({ toolVersion: '0.19.0', durationSeconds: expect.any(Number) as number, load: { users: 4 } });
    expect(run.endpoints.filter(({ kind }) => kind === 'transaction').map(({ name }) => name)).toEqual(['fast', 'named', 'flaky']);
    expect(run.total?.requests).toBe((expected['0.19.0-json'] ?? []).reduce((sum, { requests }) => sum + requests, 0));
    expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(run.total?.failures);
    const p95 = run.endpoints[0]?.metrics.find(({ name }) => name === 'p95_latency_ms');
    expect(p95).toMatchObject({ provenance: 'histogram', resolution: expect.any(Number) as number });
  });
  it('is the same in eight files as in one', async () => {
    const whole = await runOf('0.17.2-json.log.gz');
    const shards: string[][] = Array.from({ length: 8 }, () => []);
    const shardOf = new Map<unknown, number>();
    let next = 0;
    for (const line of text('0.17.2-json.log.gz').trimEnd().split('\n')) {
      const { user, update } = JSON.parse(line) as { user: number; update: boolean };
      if (!update) shardOf.set(user, next++ % 8);
      shards[shardOf.get(user) ?? 0]?.push(line);
    }
    const merged = mergeRuns(await Promise.all(shards.map(async (lines, index) => runOf(`${index}.log`, lines.join('\n')))));
    for (const endpoint of whole.endpoints) {
      const same = merged.endpoints.find(({ name, method }) => name === endpoint.name && method === endpoint.method);
      expect(same).toMatchObject({ requests: endpoint.requests, failures: endpoint.failures });
      for (const name of ['avg', 'min', 'max', 'p50', 'p95']) expect(valueOf(same, name)).toBeCloseTo(valueOf(endpoint, name), 9);
    }
  });
});

describe('a request log that is not whole', () => {
  it('gives what it holds', async () => {
    const killed = await runOf('0.17.2-killed.log.gz');
    expect(killed.endpoints.reduce((sum, { requests }) => sum + (requests ?? 0), 0)).toBe(
      text('0.17.2-killed.log.gz')
        .split('\n')
        .filter((line) => line.includes('"update":false')).length,
    );
    for (const name of ['0.17.2-json.log.gz', '0.17.2-csv.log', '0.17.2-raw.log.gz', '0.19.0-pretty.log']) {
      const content = text(name);
      const run = await runOf(name, content.slice(0, Math.floor(content.length / 2)));
      expect([name, run.run.partial]).toEqual([name, true]);
    }
    await expect(runOf('cut.json', text('0.19.0-report.json').slice(0, -500))).rejects.toMatchObject({ code: 'json-truncated' });
  });
  it('names the rows that it leaves out, and counts no made-up request', async () => {
    const [first = '', ...rest] = text('0.17.2-json.log.gz').trimEnd().split('\n');
    const madeUp = first.replace('"coordinated_omission_elapsed":0', '"coordinated_omission_elapsed":50');
    const run = await runOf(
      'odd.log',
      [
        first,
        '{"broken":',
        first.replace('"response_time":', '"x":'),
        madeUp,
        first.replace('"name":"fast"', '"name":"__proto__"'),
        ...rest,
      ].join('\n'),
    );
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place }) => place?.line)).toEqual([2, 3]);
    expect(run.diagnostics.map(({ code }) => code)).toContain('made-up-requests');
    expect(run.endpoints.find(({ name }) => name === '__proto__')?.requests).toBe(1);
    const alone = await runOf(
      'update.log',
      [first, first.replace('"update":false', '"update":true').replace(/"elapsed":\d+/, '"elapsed":99')].join('\n'),
    );
    expect(alone.diagnostics.map(({ code }) => code)).toEqual(['updates-apart']);
  });
  it('is told from what goose writes beside it', async () => {
    for (const other of [
      '{"elapsed":138,"raw":{"method":"Get"},"name":"/err","final_url":"","response_time":2,"error":"x"}\n',
      '{"elapsed":0,"scenario_index":0,"name":"fast","run_time":24}\n',
      'elapsed,scenario_index,name,run_time\n',
    ])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});

describe('what goose prints', () => {
  it('says who used it, how long, and what failed', async () => {
    const run = await runOf('0.17.2-json.txt');
    expect(run.run).toMatchObject({ toolVersion: '0.17.2', durationSeconds: 3, load: { users: 4 } });
    expect(run.total).toMatchObject({ requests: 143, failures: 54 });
    expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(54);
    expect(run.errors).toContainEqual({
      message: '503 Service Unavailable: flaky',
      status: '503',
      count: 2,
      endpoint: { kind: 'request', method: 'GET', name: 'flaky' },
    });
    const p50 = run.endpoints.find(({ name }) => name.startsWith('slow'))?.metrics.find(({ name }) => name === 'p50_latency_ms');
    expect(p50).toMatchObject({ value: 43, provenance: 'histogram', resolution: 1 });
  });
  it('of a test that goes on is its last tables, and partial', async () => {
    const content = text('0.17.2-refused.txt');
    const cut = await runOf('cut.txt', content.slice(0, content.lastIndexOf('=== OVERVIEW')));
    expect([cut.run.partial, cut.endpoints.length]).toEqual([true, 1]);
    await expect(runOf('cut.txt', content.slice(0, content.indexOf('=== PER REQUEST')))).rejects.toMatchObject({ code: 'no-requests' });
  });
  it('may hold names with the sign between columns, thousands and colours', async () => {
    const content = text('0.19.0-json.txt')
      .replace('GET forgiven             |            16', '\u001b[1mGET a | b\u001b[0m | 1,600')
      .replaceAll('GET forgiven ', 'GET a | b ');
    const run = await runOf('odd.txt', content);
    expect(run.endpoints.find(({ name }) => name === 'a | b')).toMatchObject({ method: 'GET', requests: 1600, failures: 0 });
  });
});

describe('parseRustDebug', () => {
  it('reads structures on one line or several', () => {
    const value = parseRustDebug('A { b: "x\\"\\n\\u{e9} }", c: Some(1), d: [("k", "v, }"), None], e: B { f: -1.5, g: X::Y }, }');
    expect(value?.get('b')).toBe('x"\né }');
    expect((value?.get('e') as ReadonlyMap<string, string>).get('f')).toBe('-1.5');
    for (const text of ['A {', 'A { b }', 'A', '', 'A { b: "x }', 'A { b: 1 } }', `A { b: ${'['.repeat(100)}`])
      expect(parseRustDebug(text)).toBeUndefined();
  });
});
