import { readFileSync } from 'node:fs';
import { assertDocument, type Endpoint } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';

const read = (name: string) => readFileSync(new URL(`../../testdata/tsung/${name}`, import.meta.url), 'utf8');
const runOf = async (name: string, text = read(name)) => readRun([bytesSource(name, text)]);

interface Counted {
  count: number;
  requests: number;
  failures: number;
  avg: number;
  min: number;
  max: number;
}
const expected = JSON.parse(read('expected.json')) as Record<string, Record<string, Counted>>;
const valueOf = (endpoint: Endpoint | undefined, name: string) => endpoint?.metrics.find((metric) => metric.name === name)?.value;
const codes = (run: { diagnostics: { code: string }[] }) => run.diagnostics.map(({ code }) => code);

describe('tsung log', () => {
  it.each([
    ['text.log', 'tsung-log'],
    ['mixed.log', 'tsung-log'],
    ['drop.log', 'tsung-log'],
    ['json.log', 'tsung-log-json'],
  ])('%s holds the last totals', async (file, format) => {
    const run = await runOf(file);
    assertDocument(run);
    const totals = expected[file] ?? {};
    const status = (fits: (code: number) => boolean) =>
      Object.entries(totals)
        .filter(([name]) => /^\d{3}$/.test(name) && fits(Number(name)))
        .reduce((sum, [, { count }]) => sum + count, 0);
    const [all, ...transactions] = run.endpoints;
    expect(all).toMatchObject({ kind: 'request', name: '(all requests)', requests: totals['request']?.count });
    expect(all?.failures).toBe((totals['request']?.count ?? 0) - status((code) => code < 400));
    expect(transactions.map(({ name }) => name)).toEqual(file === 'drop.log' ? ['page'] : ['page', 'home_page']);
    for (const endpoint of run.endpoints) {
      const total = totals[endpoint.kind === 'request' ? 'request' : endpoint.name === 'page' ? 'page' : `tr_${endpoint.name}`];
      expect(endpoint.requests).toBe(total?.count);
      for (const name of ['avg', 'min', 'max'] as const)
        expect(valueOf(endpoint, `${name}_latency_ms`)).toBeCloseTo(total?.[name] ?? NaN, 9);
    }
    expect(run.run).toMatchObject({
      tool: 'tsung',
      partial: false,
      load: { model: 'open', users: totals['users']?.count },
      sources: [{ format }],
    });
    expect(run.total?.metrics.find(({ name }) => name === 'connect_count')?.value).toBe(totals['connect']?.count);
  });
  it('adds up what was counted in each interval', async () => {
    const run = await runOf('text.log');
    expect(run.run.durationSeconds).toBe(20);
    const points = run.timeline?.points ?? [];
    expect(points.map(({ rps }) => rps)).toEqual([7.8, 6]);
    expect(points.reduce((sum, { failuresPerSecond }) => sum + 10 * (failuresPerSecond ?? 0), 0)).toBeCloseTo(24, 9);
    expect(codes(run)).toEqual(['duration-coarse']);
    // The JSON log says when it began.
    expect((await runOf('json.log')).run.startedAt).toBe('2026-11-21T08:18:04.000Z');
  });
  it('says that nothing was answered', async () => {
    for (const file of ['refused.log', 'refused-json.log'])
      await expect(runOf(file)).rejects.toMatchObject({
        code: 'no-requests',
        message: expect.stringContaining('error_connect_econnrefused: 96') as string,
      });
  });
  it('that ends early gives its last whole dump', async () => {
    const text = read('text.log');
    const second = text.indexOf('# stats', 10);
    const cut = await runOf('cut.log', text.slice(0, text.indexOf('stats: request', second) + 20));
    expect(cut.run.partial).toBe(true);
    expect(cut.endpoints[0]?.requests).toBe(78);
    expect(codes(cut)).toEqual(['file-cut', 'duration-coarse']);
    const json = read('json.log');
    const cutJson = await runOf('cut.json', json.slice(0, json.lastIndexOf('"http_200"')));
    expect([cutJson.run.partial, cutJson.endpoints[0]?.requests]).toEqual([true, 186]);
  });
  it('knows no failures where there is no HTTP, and rejects what it cannot read', async () => {
    const text = 'stats: request 5 1.5 0.5 2 1 0 0\nstats: connect 5 1\nstats: error_timeout 2 2\nstats: bad\nstats: x 1 a\n';
    const run = await runOf('tcp.log', `# stats: dump at 1795249020\n${text}EndMonitor:{1,2,3}\n`);
    expect(run.endpoints[0]).toMatchObject({ requests: 5, failures: null });
    expect(run.errors).toEqual([{ message: 'error_timeout', count: 2 }]);
    const rejected = run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ message }) => message);
    expect(rejected).toEqual(Array(2).fill('a line was not counted: it is no count of tsung'));
    const negative = read('json.log').replace('"tr_home_page", "value": 31', '"tr_home_page", "value": -31');
    expect((await runOf('negative.log', negative)).diagnostics[0]).toMatchObject({
      code: 'row-rejected',
      message: 'a sample was not counted: its numbers are no counts and times of tsung',
    });
  });
});

describe('tsung traffic dump', () => {
  it.each(['mixed.dump', 'drop.dump'])('%s is single requests', async (file) => {
    const run = await runOf(file);
    assertDocument(run);
    const rows = expected[file] ?? {};
    expect(run.endpoints).toHaveLength(Object.keys(rows).length);
    for (const endpoint of run.endpoints) {
      const row = rows[[endpoint.method, endpoint.name, endpoint.group].filter((part) => part !== undefined).join(' ')];
      expect(endpoint).toMatchObject({ requests: row?.requests, failures: row?.failures });
      for (const name of ['avg', 'min', 'max'] as const) expect(valueOf(endpoint, `${name}_latency_ms`)).toBeCloseTo(row?.[name] ?? NaN, 9);
    }
  });
  it('begins with the start of its first request', async () => {
    const run = await runOf('mixed.dump');
    // 1795249096.109298 is the end of a request of 2.473 ms.
    expect(run.run.startedAt).toBe('2026-11-21T08:18:16.106Z');
    expect((await runOf('drop.dump')).errors).toMatchObject([{ message: 'error_no_http_status', count: 24, endpoint: { name: '/drop' } }]);
  });
  it('is the same in eight files as in one', async () => {
    const [header = '', ...rows] = read('mixed.dump').trimEnd().split('\n');
    const whole = await runOf('mixed.dump');
    const shard = (index: number) => [header, ...rows.filter((_, at) => at % 8 === index)].join('\n');
    const merged = mergeRuns(await Promise.all(Array.from({ length: 8 }, async (_, index) => runOf(`${index}.dump`, `${shard(index)}\n`))));
    for (const endpoint of whole.endpoints) {
      const same = merged.endpoints.find(
        ({ name, method, group }) => name === endpoint.name && method === endpoint.method && group === endpoint.group,
      );
      expect(same).toMatchObject({ requests: endpoint.requests, failures: endpoint.failures });
      for (const name of ['avg', 'min', 'max', 'p50', 'p95'])
        expect(valueOf(same, `${name}_latency_ms`)).toBeCloseTo(valueOf(endpoint, `${name}_latency_ms`) ?? NaN, 9);
    }
    expect(merged.run.startedAt).toBe(whole.run.startedAt);
  });
  it('reads addresses with semicolons, says what it leaves out and where it ends', async () => {
    const header = '#date;pid;id;http method;host;URL;HTTP status;size;duration;transaction;match;error;tag';
    const row = (url: string, rest: string) => `1795249096.1;<0.1.0>;1;get;h;${url};${rest}`;
    const run = await runOf(
      'odd.dump',
      [
        header,
        row('/a;jsessionid=1?x=2;3', '200;1;2.5;-;;;'),
        row('/a', '200;1;x;-;;;'),
        'short;row',
        row('/b', '200;1;3;tr_t;;timeout;'),
        row('/cut', '200;'),
      ].join('\n'),
    );
    expect(run.endpoints.map(({ name, failures, group }) => [name, failures, group])).toEqual([
      ['/a;jsessionid=1', 0, undefined],
      ['/b', 1, 't'],
    ]);
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place }) => place?.line)).toEqual([3, 4]);
    expect(run.run.partial).toBe(true);
  });
  it('is told from other files', async () => {
    for (const other of ['#date;pid;id\n', '# stats: dumped\n', '{"stats":[{"timestamp":"x"}]}', '{"stats":{}}'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
