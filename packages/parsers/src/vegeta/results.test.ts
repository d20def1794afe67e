import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, fileSource, mergeRuns, readRun } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/vegeta');
const temporary = mkdtempSync(join(tmpdir(), 'loadline-vegeta-'));
afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

type Values = Record<'requests' | 'failures' | 'avg' | 'min' | 'max' | 'p50' | 'p75' | 'p90' | 'p95' | 'p99', number>;
interface Expected {
  bytesIn: number;
  errors: Record<string, number>;
  endpoints: (Values & { method: string; name: string })[];
}
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
const files = Object.entries(expected).flatMap(([file, wanted]) =>
  file.endsWith('.ndjson') && !file.includes('interrupted')
    ? ([
        [file, wanted],
        [file.replace('.ndjson', '.gob'), wanted],
      ] as const)
    : ([[file, wanted]] as const),
);

/** A name as it is kept. */
const isSame = (found: string, given: string) => found === given || (found.length > 2000 && given.startsWith(found.slice(0, 2000)));
const valueOf = (metrics: readonly { name: string; value: number }[] | undefined, name: string) =>
  metrics?.find((metric) => metric.name === name)?.value;
const content = (file: string) => {
  const bytes = readFileSync(join(folder, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};

/** A Run without what tells its file from another of the same content. */
const plain = (run: Run) => ({ ...run, run: { ...run.run, id: '', sources: [] }, diagnostics: [] });

describe('results of single requests of vegeta', () => {
  it.each(files)('%s: counts, times and failures', async (file, wanted) => {
    const run = await readRun([fileSource(join(folder, file))]);
    assertDocument(run);
    expect(run.endpoints).toHaveLength(wanted.endpoints.length);
    for (const { method, name, requests, failures, ...times } of wanted.endpoints) {
      const found = run.endpoints.find((each) => (each.method ?? '') === method && isSame(each.name, name));
      expect(found, name).toMatchObject({ kind: 'request', requests, failures });
      for (const [key, value] of Object.entries(times)) {
        const metric = found?.metrics.find((each) => each.name === `${key}_latency_ms`);
        expect(metric?.value, `${name} ${key}`).toBeCloseTo(value, 6);
        expect(metric?.provenance).toBe('exact');
      }
    }
    expect(valueOf(run.total?.metrics, 'bytes_in_count')).toBe(wanted.bytesIn);
    const counts = new Map<string, number>();
    for (const { message, count } of run.errors) counts.set(message, (counts.get(message) ?? 0) + count);
    expect(Object.fromEntries(counts)).toEqual(wanted.errors);
    expect(run.errorsComplete).toBe(true);
    expect(run.run).toMatchObject({ tool: 'vegeta', load: { model: 'open' }, partial: false });
  });

  it('names what failed, and leaves the status out where no answer came', async () => {
    const run = await readRun([fileSource(join(folder, '12.12.0/mixed.ndjson'))]);
    expect(run.errors.find(({ status }) => status === '500')).toMatchObject({
      message: '500 Internal Server Error',
      count: 20,
      endpoint: { kind: 'request', method: 'GET', name: '/err' },
    });
    const dropped = run.errors.find(({ message }) => message.endsWith('EOF'));
    expect(dropped).toMatchObject({ message: 'Get "http://127.0.0.1:8787/drop": EOF', count: 20 });
    expect(dropped?.status).toBeUndefined();
  });

  it('does not count what vegeta writes when there are no targets left', async () => {
    const run = await readRun([fileSource(join(folder, '12.12.0/lazy.ndjson'))]);
    expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['/a', 1],
      ['/b', 1],
    ]);
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').length).toBeGreaterThan(0);
  });

  it('keeps no user-info and no query of an address', async () => {
    for (const file of ['hostile.ndjson', 'hostile.csv', 'hostile.gob']) {
      const run = await readRun([fileSource(join(folder, '12.12.0', file))]);
      expect(JSON.stringify(run)).not.toMatch(/secret|token=/);
      expect(run.endpoints.map(({ name }) => name)).toContain('/__proto__');
    }
  });

  it.each(['12.12.0/mixed', '12.12.0/hostile', '12.12.0/refused', '12.12.0/lazy', '8.0.0/results'])(
    '%s is the same run as JSON, CSV and gob',
    async (name) => {
      const [json, csv, gob] = await Promise.all(
        ['ndjson', 'csv', 'gob'].map((ending) => readRun([fileSource(join(folder, `${name}.${ending}`))])),
      );
      expect(json?.endpoints.length).toBeGreaterThan(0);
      expect(plain(csv as Run)).toEqual(plain(json as Run));
      expect(plain(gob as Run)).toEqual(plain(json as Run));
    },
  );
});

describe('a warm-up', () => {
  it('is cut alike from JSON, CSV and gob, and leaves no sum of bytes that it knows nothing of', async () => {
    const runs = await Promise.all(
      ['ndjson', 'csv', 'gob'].map((ending) => readRun([fileSource(join(folder, `12.12.0/mixed.${ending}`))], { warmupSeconds: 1 })),
    );
    const [json, csv, gob] = runs.map(plain);
    expect(json?.total?.requests).toBe(80);
    expect(json?.total?.metrics.map(({ name }) => name)).not.toContain('bytes_in_count');
    expect(csv).toEqual(json);
    expect(gob).toEqual(json);
  });
});

describe.each([
  ['ndjson', '12.12.0/mixed.ndjson'],
  ['csv', '12.12.0/mixed.csv'],
  ['csv with quotes', '12.12.0/hostile.csv'],
  ['ndjson of 8.0', '8.0.0/results.ndjson'],
  ['csv of 8.0', '8.0.0/results.csv'],
])('%s in parts', (_, file) => {
  const text = content(file).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');

  it.each([2, 3, 7])('over %i threads is what it is in one', async (threads) => {
    const path = join(temporary, 'results');
    writeFileSync(path, text.replaceAll('\n', '\r\n'));
    const one = await readRun([fileSource(path)], { threads: 1 });
    writeFileSync(path, text);
    const several = await readRun([fileSource(path)], { threads, threadsFromBytes: 1 });
    expect(plain(several)).toEqual(plain(one));
  });

  it('merged from eight files is what it is in one', async () => {
    const whole = await readRun([bytesSource('all', text)]);
    const shards = await Promise.all(
      Array.from({ length: 8 }, (_, shard) => lines.filter((_, index) => index % 8 === shard))
        .filter((part) => part.length > 0)
        .map((part, shard) => readRun([bytesSource(`shard-${shard}`, `${part.join('\n')}\n`)])),
    );
    expectSame(mergeRuns(shards), mergeRuns([whole]));
  });

  it('cut anywhere in its last row gives the rows before it', async () => {
    const before = lines.slice(0, 5).join('\n');
    const last = lines[5] ?? '';
    for (const length of [1, 10, 20, Math.min(40, last.length - 1)]) {
      const run = await readRun([bytesSource('cut', `${before}\n${last.slice(0, length)}`)]);
      expect(run.total?.requests, `${length}`).toBe(5);
      expect(run.run.partial).toBe(true);
      expect(run.diagnostics.map(({ code }) => code)).toContain('file-cut');
    }
    const whole = await readRun([bytesSource('uncut', `${before}\n${last}`)]);
    expect(whole.total?.requests).toBe(6);
    expect(whole.run.partial).toBe(false);
  });

  it('names every row that it does not count', async () => {
    const run = await readRun([
      bytesSource('mixed up', `${lines.slice(0, 3).join('\n')}\nno row at all\n\n{"a":1}\n${lines.slice(3, 5).join('\n')}\n`),
    ]);
    expect(run.total?.requests).toBe(5);
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place }) => place?.line)).toEqual([4, 6]);
  });
});

/** The same counts and values; means and sums may differ in their last digit. */
function expectSame(a: Run, b: Run): void {
  expect(a.total).toMatchObject({ requests: b.total?.requests, failures: b.total?.failures });
  expect(a.endpoints.map(({ method, name, requests, failures, histogram }) => ({ method, name, requests, failures, histogram }))).toEqual(
    b.endpoints.map(({ method, name, requests, failures, histogram }) => ({ method, name, requests, failures, histogram })),
  );
  for (const [index, endpoint] of a.endpoints.entries())
    for (const { name, value } of endpoint.metrics) expect(valueOf(b.endpoints[index]?.metrics, name), name).toBeCloseTo(value, 6);
  expect(a.errors).toEqual(b.errors);
}

describe('values of vegeta’s results', () => {
  const row = (fields: Record<string, unknown>) =>
    JSON.stringify({
      attack: '',
      seq: 0,
      code: 200,
      timestamp: '2026-11-21T07:23:56.299411008Z',
      latency: 2_000_000,
      bytes_out: 0,
      bytes_in: 1,
      error: '',
      body: null,
      method: 'GET',
      url: 'http://h/x',
      ...fields,
    });
  const read = (rows: readonly string[]) => readRun([bytesSource('rows', rows.join('\n'))]);

  it('takes 200 to 399 for success, and nothing else', async () => {
    const codes = [0, 100, 199, 200, 302, 399, 400, 503, 599];
    const run = await read(codes.map((code) => row({ code, url: `http://h/${code}` })));
    expect(run.endpoints.filter(({ failures }) => failures === 0).map(({ name }) => name)).toEqual(['/200', '/302', '/399']);
    expect(run.errors.map(({ message }) => message)).toEqual([
      'no response',
      'status 100',
      'status 199',
      'status 400',
      'status 503',
      'status 599',
    ]);
  });

  it('tells the ports of its own end not apart', async () => {
    const run = await read(
      [1, 2, 3].map((n) => row({ code: 0, error: `read tcp 127.0.0.1:5000${n}->10.0.0.1:80: read: connection reset by peer` })),
    );
    expect(run.errors).toMatchObject([{ count: 3, message: 'read tcp 127.0.0.1->10.0.0.1:80: read: connection reset by peer' }]);
  });

  it('reads times of any zone, and fields in any order', async () => {
    const [a, b] = ['2026-11-21T12:53:56.299411008+05:30', '2026-11-21T02:23:56.299411008-05:00'];
    const other =
      '{ "url": "http://h/x", "method": "GET", "extra": {"a": ["}", "\\""]}, "latency": 2000000, "body": "eA==", "timestamp": "2026-11-21T07:23:56.299411008Z", "bytes_in": 1, "code": 200 }';
    const run = await read([row({ timestamp: a }), row({ timestamp: b }), other]);
    expect(run.run.startedAt).toBe('2026-11-21T07:23:56.299Z');
    expect(run.run.durationSeconds).toBeLessThan(0.0035);
    expect(run.endpoints).toMatchObject([{ method: 'GET', name: '/x', requests: 3 }]);
  });

  it.each([
    { latency: -1 },
    { latency: 'x' },
    { latency: 1e300 },
    { timestamp: '' },
    { timestamp: 5 },
    { code: -1 },
    { code: null },
    { code: 2.5 },
    { code: 1e9 },
  ])('does not count %j', async (fields) => {
    const run = await read([row({}), row(fields), row({})]);
    expect(run.total?.requests).toBe(2);
    expect(run.diagnostics).toMatchObject([{ code: 'row-rejected', place: { line: 2 } }]);
  });

  it('says of several attacks that they were read as one', async () => {
    const run = await read([row({ attack: 'a' }), row({ attack: 'b' }), row({ attack: 'a' })]);
    expect(run.diagnostics).toMatchObject([
      { code: 'several-attacks', message: expect.stringContaining('2 attacks (`a`, `b`)') as string },
    ]);
  });

  it('reads rows of the generations with 6, 7 and 11 columns', async () => {
    const at = '1795245836299411008,200,2000000,0,1';
    for (const line of [`${at},`, `${at},,eA==`, `${at},,eA==,name,0,GET,http://h/x`]) {
      const run = await readRun([bytesSource('rows', `${line}\n${line}\n`)]);
      expect(run.total).toMatchObject({ requests: 2, failures: 0 });
    }
  });

  it('reads a quoted error over several lines', async () => {
    const line = (error: string) => `1795245836299411008,0,2000000,0,0,${error},,name,0,GET,http://h/x,\n`;
    const run = await readRun([bytesSource('rows', line('"a\n""b"", c"') + line('plain') + 'no row\n')]);
    expect(run.errors.map(({ message }) => message)).toEqual(['a\n"b", c', 'plain']);
    expect(run.diagnostics).toMatchObject([{ code: 'row-rejected', place: { line: 4 } }]);
  });

  it('is not mistaken for what others write', async () => {
    for (const text of [
      '{"a":1}\n',
      '{"metric":"x","type":"Point","data":{}}\n',
      '1441812279474,12,label,200\n',
      '1795245836299411008\t200\t12\n',
      '1795245836299411008,200,2,0,1,,x,y,z,a\n',
    ])
      expect(
        await detectFormat(bytesSource('x', text)).then(
          ({ format }) => format,
          (error: unknown) => (error instanceof UserError ? '' : error),
        ),
      ).not.toMatch(/^vegeta/);
  });
});

// A collection of result files, kept beside the repository where it is there at all.
const corpus = join(import.meta.dirname, '../../../../../shared/corpus/vegeta');
const raw = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.csv')) : [];

describe('percentiles of single requests', () => {
  const exactOf = (times: readonly number[], percentile: number) => {
    const sorted = [...times].sort((a, b) => a - b);
    const position = ((sorted.length - 1) * percentile) / 100;
    const [low = NaN, high = low] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
    return low + (position - Math.floor(position)) * (high - low);
  };
  const expectClose = (run: Run, times: readonly number[]) => {
    for (const percentile of [50, 75, 90, 95, 99]) {
      const found = valueOf(run.total?.metrics, `p${percentile}_latency_ms`) ?? NaN;
      expect(Math.abs(found / exactOf(times, percentile) - 1), `p${percentile}`).toBeLessThan(0.005);
    }
  };

  it.skipIf(raw.length === 0)('of the collection beside the repository lie within 0.5 % (skipped where it is not there)', async () => {
    for (const name of raw) {
      const rows = readFileSync(join(corpus, name), 'utf8').trimEnd().split('\n');
      const times = rows.map((row) => Number(row.split(',')[2]) / 1e6);
      const endings = ['.csv', ...(existsSync(join(corpus, name.replace('.csv', '.gob'))) ? ['.gob'] : [])];
      for (const ending of endings) expectClose(await readRun([fileSource(join(corpus, name.replace('.csv', ending)))]), times);
    }
  });

  it('of more times than are kept as they were lie within 0.5 %, in one thread and in several', async () => {
    const times = Array.from({ length: 20_000 }, (_, index) => Math.round(1e6 * Math.exp(((index * 7919) % 20_000) / 4000)));
    const row = (ns: number, index: number) =>
      `${1_795_245_836_000_000_000n + BigInt(index) * 1_000_000n},200,${ns},0,1,,,name,${index},GET,http://h/x,\n`;
    const path = join(temporary, 'long');
    writeFileSync(path, times.map(row).join(''));
    const [one, four] = [
      await readRun([fileSource(path)], { threads: 1 }),
      await readRun([fileSource(path)], { threads: 4, threadsFromBytes: 1 }),
    ];
    expectClose(
      one,
      times.map((ns) => ns / 1e6),
    );
    expect(plain(four)).toEqual(plain(one));
  });
});
