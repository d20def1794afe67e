import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource, readRun, type ReadOptions, streamSource } from './index.js';

const HEADER =
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%';
const TAIL = '9,10.5,6.25,62.125,2699.0,2.5,0.0,9,10,11,12,14,16,19,21,52,62,62';

/** A stats CSV of rows that begin like this, with the total that fits. */
function statsCsv(rows: readonly (readonly [method: string, name: string, requests: number, failures: number])[], end = '\r\n'): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const sum = (index: 2 | 3) => rows.reduce((total, row) => total + row[index], 0);
  const all = [...rows, ['', 'Aggregated', sum(2), sum(3)] as const];
  return [HEADER, ...all.map(([method, name, requests, failures]) => `${method},${quote(name)},${requests},${failures},${TAIL}`), ''].join(
    end,
  );
}

const read = (text: string | Uint8Array, options?: ReadOptions) => readRun([bytesSource('run_stats.csv', text)], options);
const codes = (run: Run) => run.diagnostics.map((diagnostic) => diagnostic.code);
const testdata = (path: string) => readFileSync(new URL(`../testdata/locust-versions/${path}`, import.meta.url));

describe('readRun', () => {
  it('names the run after its bytes, and what it was read from', async () => {
    const text = statsCsv([['GET', '/a', 10, 1]]);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const run = await readRun([bytesSource('some/folder/run_stats.csv', text)]);
    expect(run.run.sources).toEqual([{ name: 'run_stats.csv', format: 'locust-stats-csv', bytes: text.length, sha256 }]);
    expect(run.run.id).toBe(sha256.slice(0, 16));
  });

  it('gives the same run for the same files in any order', async () => {
    const files = ['run_stats.csv', 'run_failures.csv', 'run.json'].map((name) =>
      bytesSource(name, testdata(`2.46.7-full-history/${name}`)),
    );
    const [a, b] = [await readRun(files), await readRun([...files].reverse())];
    expect(b.run.id).toBe(a.run.id);
    expect(b.endpoints).toEqual(a.endpoints);
  });

  it('reads the same from UTF-16, windows-1252, gzip and Windows line ends', async () => {
    const text = statsCsv([['GET', '/café', 10, 1]]);
    const plain = await read(text);
    const others = [
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'latin1'),
      gzipSync(text),
      Buffer.from(text.replaceAll('\r\n', '\r\r\n')),
      Buffer.from(text.replaceAll('\r\n', '\n\n')),
      Buffer.from(`\n\n${text}`),
    ];
    for (const data of others) expect({ ...(await read(data)), run: {}, diagnostics: [] }).toEqual({ ...plain, run: {}, diagnostics: [] });
    expect(codes(await read(Buffer.from(text, 'latin1')))).toEqual(['encoding-windows-1252']);
  });

  it('does not depend on where the stream is split', async () => {
    const files = ['2.46.7-killed/run_stats.csv', '2.12.1-web/requests.json', '0.11.1/run_requests.csv', '2.46.7-html/report.html'].map(
      (path) => testdata(path),
    );
    const whole = await Promise.all(files.map((data) => read(data)));
    await fc.assert(
      fc.asyncProperty(fc.nat(files.length - 1), fc.array(fc.nat(20_000), { maxLength: 20 }), async (index, cuts) => {
        const data = files[index] ?? Buffer.alloc(0);
        const places = [...new Set([0, ...cuts.map((cut) => cut % data.length), data.length])].sort((a, b) => a - b);
        const pieces = async function* () {
          for (let at = 1; at < places.length; at++) yield new Uint8Array(data.subarray(places[at - 1], places[at]));
        };
        expect(await readRun([streamSource('run_stats.csv', pieces())])).toEqual(whole[index]);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a sibling out that cannot be read, and says so', async () => {
    const run = await readRun([bytesSource('run_stats.csv', statsCsv([['GET', '/a', 10, 0]])), bytesSource('run_failures.csv', '')]);
    expect(run.diagnostics).toEqual([
      expect.objectContaining({ code: 'sibling-left-out', severity: 'warning', place: { file: 'run_failures.csv' } }),
    ]);
  });

  it('says that no warm-up was cut', async () => {
    expect(codes(await read(statsCsv([['GET', '/a', 10, 0]]), { warmupSeconds: 30 }))).toEqual(['warmup-not-cut']);
  });
});

describe('a file that ends early', () => {
  const whole: readonly [string, RegExp | undefined][] = [
    ['2.46.7-killed/run_stats.csv', undefined],
    ['0.12.2/run_requests.csv', undefined],
    ['2.46.7-full-history/run.json', undefined],
    ['2.46.7-web/requests.json', undefined],
  ];

  it.each(whole)('%s gives a Run or a UserError at every byte, and never a wrong number', async (path) => {
    const data = testdata(path);
    const complete = await read(data);
    const known = new Map(complete.endpoints.map((endpoint) => [`${endpoint.method ?? ''} ${endpoint.name}`, endpoint]));
    let partial = 0;
    for (let length = 0; length < data.length; length += path.endsWith('.json') ? 7 : 1) {
      const run = await read(data.subarray(0, length)).catch((error: unknown) => {
        if (error instanceof UserError) return undefined;
        throw error;
      });
      if (run === undefined) continue;
      assertDocument(run);
      if (run.run.partial) partial++;
      else expect(run.endpoints, `${length} bytes`).toEqual(complete.endpoints);
      expect(run.run.partial === codes(run).some((code) => ['file-cut', 'total-missing'].includes(code)), `${length} bytes`).toBe(true);
      for (const endpoint of run.endpoints) {
        const original = known.get(`${endpoint.method ?? ''} ${endpoint.name}`);
        expect([endpoint.requests, endpoint.failures], `${length} bytes`).toEqual([original?.requests, original?.failures]);
        for (const metric of endpoint.metrics.filter(({ name }) => name !== 'rps' || !path.endsWith('.json')))
          expect(original?.metrics, `${length} bytes`).toContainEqual(metric);
      }
    }
    if (!path.includes('-web')) expect(partial).toBeGreaterThan(10);
  });

  it.each(['run_failures.csv', 'run_stats_history.csv', 'run_exceptions.csv'])(
    'the sibling %s never takes the run with it',
    async (name) => {
      const stats = bytesSource('run_stats.csv', testdata('2.46.7-killed/run_stats.csv'));
      const data = testdata(`2.46.7-killed/${name}`);
      for (let length = 0; length < data.length; length++) {
        const run = await readRun([stats, bytesSource(name, data.subarray(0, length))]);
        assertDocument(run);
        expect(run.endpoints).toHaveLength(5);
        expect(
          run.errors.every((error) => [36, 3, 27].includes(error.count)),
          `${length} bytes`,
        ).toBe(true);
      }
    },
  );

  it('as gzip gives what could be decompressed', async () => {
    const zipped = gzipSync(
      statsCsv(Array.from({ length: 2000 }, (_, index) => ['GET', `/path/${(index * 7919) % 1000003}`, index + 1, 0] as const)),
    );
    const run = await read(zipped.subarray(0, zipped.length - 3000));
    expect(run.run.partial).toBe(true);
    expect(run.endpoints.length).toBeGreaterThan(500);
    expect(codes(run)).toContain('gzip-cut');
  });
});

describe('hostile files', () => {
  it('keep their names as they are, and are nothing but names', async () => {
    const names = [
      'a|b',
      '`x`',
      '@everyone',
      '<script>alert(1)</script>',
      '-->',
      '__proto__',
      'constructor',
      '\u001b[31mred',
      'two\nlines',
      '=1+1',
      '"quoted", and more',
      '\u202Eright to left',
      '::error::x',
      '',
    ];
    const run = await read(statsCsv(names.map((name, index) => ['GET', name, index + 1, 0] as const)));
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(names);
    expect(run.endpoints.map((endpoint) => endpoint.requests)).toEqual(names.map((_, index) => index + 1));
    expect(run.diagnostics).toEqual([]);
    assertDocument(run);
    expect(({} as Record<string, unknown>)['requests']).toBeUndefined();
  });

  it('have a name of 10 MB cut, and two such names stay two', async () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const run = await read(
      statsCsv([
        ['GET', `${long}a`, 1, 0],
        ['GET', `${long}b`, 2, 0],
      ]),
    );
    expect(run.endpoints.map((endpoint) => endpoint.name.length <= 2048)).toEqual([true, true]);
    expect(new Set(run.endpoints.map((endpoint) => endpoint.name)).size).toBe(2);
    expect(codes(run)).toEqual(['name-cut', 'name-cut']);
  });

  it('lose user-info and query of addresses', async () => {
    const run = await readRun([
      bytesSource(
        'run_stats.csv',
        statsCsv([
          ['GET', 'https://me:secret@host:8080/path?token=abc', 10, 4],
          ['GET', '/local?q=1', 10, 0],
        ]),
      ),
      bytesSource(
        'run_failures.csv',
        "Method,Name,Error,Occurrences\r\nGET,https://me:secret@host:8080/path?token=abc,HTTPError('500 for https://me:secret@host/x?token=abc'),4\r\n",
      ),
    ]);
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(['https://host:8080/path', '/local?q=1']);
    expect(run.errors).toEqual([
      {
        message: "HTTPError('500 for https://host/x')",
        count: 4,
        endpoint: { kind: 'request', method: 'GET', name: 'https://host:8080/path' },
      },
    ]);
    expect(run.errorsComplete).toBe(true);
  });

  it('have endpoints past the limit folded into one', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => ['GET', `/path/${index}`, 10, 1] as const);
    const run = await read(statsCsv(rows), { limits: { endpoints: 20 } });
    expect(run.endpoints).toHaveLength(21);
    expect(run.endpoints.at(-1)).toEqual({
      kind: 'request',
      name: '(other)',
      requests: 50,
      failures: 5,
      metrics: [
        { name: 'avg_latency_ms', value: 10.5, provenance: 'exact' },
        { name: 'min_latency_ms', value: 6.25, provenance: 'exact' },
        { name: 'max_latency_ms', value: 62.125, provenance: 'exact' },
        { name: 'rps', value: 12.5, provenance: 'reported' },
        { name: 'error_rate_pct', value: 10, provenance: 'exact' },
      ],
    });
    expect(codes(run)).toEqual(['endpoints-folded']);
  });

  it('have rows of one endpoint added up, without percentiles', async () => {
    const run = await read(
      statsCsv([
        ['GET', '/a', 30, 3],
        ['GET', '/b', 5, 0],
        ['GET', '/a', 10, 1],
      ]),
    );
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['/a', 40, 4],
      ['/b', 5, 0],
    ]);
    expect(run.endpoints[0]?.metrics.some((metric) => metric.name.startsWith('p'))).toBe(false);
    expect(codes(run)).toEqual(['endpoint-twice']);
  });

  it('of one line without end stop at the limit, with flat memory', async () => {
    let sent = 0;
    const endless = async function* () {
      yield `${HEADER}\r\nGET,`;
      for (;;) {
        sent += 65_536;
        yield 'x'.repeat(65_536);
      }
    };
    const error: unknown = await readRun([streamSource('run_stats.csv', endless())]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'UserError',
      code: 'line-too-long',
      message: 'run_stats.csv:2: a line of more than 16,777,216 characters; expected a result file, whose lines are short',
    });
    expect(sent).toBeLessThan(17.1 * 1024 * 1024);
  });

  it.each([
    ['an endless line of nothing known', 'x', 'unknown-format'],
    ['an endless JSON document', '[{"name": "a", "num_requests": 1, "num_failures": 0, "x": "', 'document-too-large'],
    ['an endless nesting', '[{"name": "a", "num_requests": 1, "num_failures": 0, "x": [[[[[[[[[[', 'json-nesting'],
  ])('%s ends in one error', async (_, start, code) => {
    const text = async function* () {
      yield start;
      for (let index = 0; index < 40; index++) yield (code === 'json-nesting' ? '[' : 'x').repeat(65_536);
    };
    await expect(
      readRun([streamSource('a', text())], { limits: { documentLength: code === 'json-nesting' ? 1e8 : 1e6 } }),
    ).rejects.toMatchObject({ name: 'UserError', code });
  });

  it('never throw anything but a UserError, whatever the bytes', async () => {
    const real = testdata('2.46.7-killed/run_stats.csv');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(real.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 30 }),
        async (changes) => {
          const data = Buffer.from(real);
          for (const [at, byte] of changes) data[at] = byte;
          const run = await read(data).catch((error: unknown) => {
            expect(error).toBeInstanceOf(UserError);
            return undefined;
          });
          if (run !== undefined) assertDocument(run);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is no result file', () => {
  it.each([
    ['PK\u0003\u0004rest', 'file-binary', /a ZIP archive/],
    [
      '[{"jmhVersion": "1.37", "benchmark": "a.B.c"}]',
      'unknown-format',
      /a result of JMH, a micro-benchmark, which this version does not read/,
    ],
    ['running 1 test\ntest a ... bench:     1,234 ns/iter (+/- 5)\n', 'unknown-format', /a result of Criterion or `cargo bench`/],
    ['BenchmarkFib-8   \t 5000\t 302 ns/op\n', 'unknown-format', /a result of `go test -bench`/],
    ['{"kind": "loadline/baseline"}', 'unknown-format', /a Baseline of Loadline/],
    ['[]', 'unknown-format', /an empty JSON list/],
    [
      'hello world',
      'unknown-format',
      /no format that is known[^]*\n {2}Files of these are read: [a-z0-9, ]*flat, [a-z0-9, ]*locust, [a-z0-9, ]*\. `loadline formats` lists their formats\.$/,
    ],
    ['[2026-11-20 23:19:04,663] vm/INFO/locust.main: Starting Locust 2.46.7\n', 'unknown-format', /a log of Locust, without its results/],
    ['<html><body>hi</body></html>', 'unknown-format', /an HTML page/],
    ['\u0000\u0001\u0002\u0003\u0004binary', 'file-binary', /a binary file/],
    [`${HEADER}\r\n`, 'no-requests', /nothing was measured/],
    [HEADER, 'no-requests', /nothing was measured/],
    [`${HEADER}\r\n,Aggregated,0,0,0,0,0,0,0,0,0${',N/A'.repeat(11)}\r\n`, 'no-requests', /nothing was measured/],
    [statsCsv([['GET', '/a', 1, 0]]) + statsCsv([['GET', '/a', 1, 0]]), 'several-results', /run_stats\.csv:4: a second header line/],
  ])('such as file %# is one clear error', async (text, code, message) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'UserError', code, message: expect.stringMatching(message) });
  });

  it.each([
    ['Method,Name,Error,Occurrences\r\nGET,/a,no,3\r\n', /X_stats\.csv of the same run beside it/],
    ['Count,Message,Traceback,Nodes\r\n1,a,b,local\r\n', /X_stats\.csv/],
    ['"Name","# requests","50%"\n"GET /a",3,4\n', /X_requests\.csv/],
    [
      'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,Total Request Count,Total Failure Count\r\n1760680676,1,,Aggregated,0,0,1,1,0\r\n',
      /X_stats\.csv/,
    ],
  ])('such as file %# needs another one, which is named', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'needs-stats', message: expect.stringMatching(message) });
  });
});
