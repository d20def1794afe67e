import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, readRun } from '../index.js';

const read = (lines: readonly string[], end = '\n') => readRun([bytesSource('run_stats.csv', lines.join(end))]);
const codes = (run: Run) => run.diagnostics.map((diagnostic) => diagnostic.code);
const values = (run: Run, index = 0) =>
  Object.fromEntries((run.endpoints[index]?.metrics ?? []).map((metric) => [metric.name.replace('_latency_ms', ''), metric.value]));
const provenances = (run: Run) =>
  Object.fromEntries(
    (run.endpoints[0]?.metrics ?? []).map((metric) => [metric.name.replace('_latency_ms', ''), [metric.provenance, metric.resolution]]),
  );

const MODERN =
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,95%,100%';
const OLDEST =
  '"Method","Name","# requests","# failures","Median response time","Average response time","Min response time","Max response time","Average Content Size","Requests/s"';
const V013 =
  '"Type","Name","# requests","# failures","Median response time","Average response time","Min response time","Max response time","Average Content Size","Requests/s","Requests Failed/s","50%","66%","95%","99.9%","99.99%","99.999","100%"';
const V10 =
  '"Type","Name","Request Count","Failure Count","Median Response Time","Average Response Time","Min Response Time","Max Response Time","Average Content Size","Requests/s","Failures/s","50%","95%","99.999%","100%"';

/** A file of today with one row, from the count of requests on. */
const modern = (row: string, total = ',Aggregated,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10') => read([MODERN, `GET,/a,${row}`, total, '']);

describe('headers', () => {
  it('of 0.13.3 to 0.14.6, with the percentile that lacks its sign, and quotes that were not escaped', async () => {
    const run = await read([
      V013,
      '"GET","/slow?q=[id], page "2"",118,3,38,40,11,4100,200,27.27,0.10,38,47,70,75,75,3900,4100',
      '"None","Aggregated",118,3,38,40,11,4100,200,27.27,0.10,38,47,70,75,75,3900,4100',
    ]);
    expect(run.run).toMatchObject({ toolVersion: '0.13.3-0.14.6', partial: false });
    expect(run.endpoints[0]).toMatchObject({ method: 'GET', name: '/slow?q=[id], page "2"', requests: 118, failures: 3 });
    expect(values(run)).toEqual({
      avg: 40,
      min: 11,
      max: 4100,
      p50: 38,
      p66: 47,
      p95: 70,
      'p99.9': 75,
      'p99.99': 75,
      'p99.999': 3900,
      p100: 4100,
      error_rate_pct: (3 / 118) * 100,
      rps: 27.27,
    });
    expect(provenances(run)).toMatchObject({
      avg: ['reported', 1],
      p50: ['histogram', 1],
      p100: ['histogram', 100],
      error_rate_pct: ['exact', undefined],
      rps: ['reported', undefined],
    });
    expect(run.diagnostics).toEqual([]);
  });

  it('of 1.0, whose missing values are in quotes', async () => {
    const run = await read([
      V10,
      '"GET","/a",4,1,5,6,1,9,0,1.00,0.00,5,9,9,9',
      '"POST","/none",0,0,0,0,0,0,0,0.00,0.00,"N/A","N/A","N/A","N/A"',
      '"None","Aggregated",4,1,5,6,1,9,0,1.00,0.00,5,9,9,9',
    ]);
    expect(run.run.toolVersion).toBe('1.0');
    expect(run.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['/a', 4],
      ['/none', 0],
    ]);
    expect(values(run)).toMatchObject({ p50: 5, 'p99.999': 9 });
    expect(run.endpoints[1]?.metrics).toEqual([]);
  });

  it('of today, whatever percentiles they have', async () => {
    const run = await read([
      `${MODERN.replace('50%,95%,100%', '12.5%,50%,99.995%')}`,
      'GET,/a,10,0,7,5.5,1.5,9.5,1,2.5,0,2,5,9',
      ',Aggregated,10,0,7,5.5,1.5,9.5,1,2.5,0,2,5,9',
      '',
    ]);
    expect(values(run)).toEqual({ avg: 5.5, min: 1.5, max: 9.5, 'p12.5': 2, p50: 5, 'p99.995': 9, error_rate_pct: 0, rps: 2.5 });
    expect(provenances(run)).toMatchObject({ avg: ['exact', undefined], min: ['exact', undefined], 'p12.5': ['histogram', 1] });
    expect(run.run.durationSeconds).toBe(4);
  });

  it('take the median where there is no column for it', async () => {
    const run = await read([
      MODERN.replace('50%,', ''),
      'GET,/a,10,0,7,5.5,1.5,9.5,1,2.5,0,9,10',
      ',Aggregated,10,0,7,5.5,1.5,9.5,1,2.5,0,9,10',
      '',
    ]);
    expect(values(run)).toMatchObject({ p50: 7, p95: 9 });
  });

  it('without a method, or with other delimiters', async () => {
    const run = await read([
      'Name,# requests,# failures,Median response time,Average response time,Min response time,Max response time,Average Content Length,Requests/s',
      'api,300,1,120,150ms,0.05s,500,1024,50.0',
      'Total,300,1,120,150,50,500,1024,50.0',
    ]);
    expect(run.endpoints).toHaveLength(1);
    expect(values(run)).toMatchObject({ avg: 150, min: 50, p50: 120 });
    expect(run.total?.requests).toBe(300);
    expect(run.diagnostics).toEqual([]);
    const semicolons = await read(
      [MODERN, 'GET,/a,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10', ',Aggregated,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10', ''].map((line) =>
        line.replaceAll(',', ';'),
      ),
    );
    expect(semicolons.endpoints).toEqual((await modern('10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10')).endpoints);
  });
});

describe('failures in the oldest files', () => {
  const rows = (...counts: [number, number][]) =>
    counts.map(([requests, failures], index) => `"GET","/${index}",${requests},${failures},2,2,1,3,0,9.92`);
  const total = (name: string, requests: number, failures: number) => `"None","${name}",${requests},${failures},2,11,0,75,100,119.45`;
  const count = (run: Run) => run.endpoints.map(({ requests, failures }) => [requests, failures]);

  it('come on top of the requests where a row has more of them', async () => {
    const run = await read([OLDEST, ...rows([10, 2]), '"GET","/err",0,21,0,0,0,0,0,0.00', total('Total', 10, 23)]);
    expect(count(run)).toEqual([
      [12, 2],
      [21, 21],
    ]);
    expect(run.total).toMatchObject({ requests: 33, failures: 23 });
    // All failed, and no time was taken of failed ones.
    expect(run.endpoints[1]?.metrics.map((metric) => metric.name)).toEqual(['error_rate_pct']);
    expect(run.diagnostics).toEqual([]);
  });

  it('are counted as requests where a row failed as a whole, or the total is called Aggregated', async () => {
    expect(codes(await read([OLDEST, ...rows([43, 43], [99, 6]), total('Total', 142, 49)]))).toEqual([]);
    expect(codes(await read([OLDEST, ...rows([99, 6]), total('Aggregated', 99, 6)]))).toEqual([]);
    expect(codes(await read([OLDEST, ...rows([99, 0]), total('Total', 99, 0)]))).toEqual([]);
  });

  it('cannot be told otherwise, which is said', async () => {
    const run = await read([OLDEST, ...rows([99, 6]), total('Total', 99, 6)]);
    expect(count(run)).toEqual([[99, 6]]);
    expect(codes(run)).toEqual(['failures-ambiguous']);
  });
});

describe('the total', () => {
  it('is checked against the rows, never added', async () => {
    const run = await modern('10,1,5,5.5,1.5,9.5,1,2.5,0,5,9,10', ',Aggregated,12,3,5,5.5,1.5,9.5,1,2.5,0,5,9,10');
    expect(run.total).toMatchObject({ requests: 12, failures: 3 });
    expect(run.diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      'the total row counts 12 requests, its rows together 10; the rows were used',
      'the total row counts 3 failures, its rows together 1; the rows were used',
    ]);
  });

  it('is the last row without a method; an endpoint may bear its name', async () => {
    const row = '10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10';
    const run = await read([
      MODERN,
      `GET,Aggregated,${row}`,
      `,Total,${row}`,
      `WSR,Total,${row}`,
      `,Aggregated,30,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10`,
      '',
    ]);
    expect(run.endpoints.map(({ method, name }) => [method, name])).toEqual([
      ['GET', 'Aggregated'],
      [undefined, 'Total'],
      ['WSR', 'Total'],
    ]);
    expect(run.diagnostics).toEqual([]);
  });

  it('that is not there makes the run partial', async () => {
    const run = await read([MODERN, 'GET,/a,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10', '']);
    expect(run.run.partial).toBe(true);
    expect(run.total).toBeUndefined();
    expect(codes(run)).toEqual(['total-missing']);
  });
});

describe('values', () => {
  it('with units mean what they say', async () => {
    expect(values(await modern('10,0,150ms,1.5s,1m2s,"1,234.5",1,2.5,0,150us,0.5 s,2m'))).toEqual({
      avg: 1500,
      min: 62_000,
      max: 1234.5,
      p50: 0.15,
      p95: 500,
      p100: 120_000,
      error_rate_pct: 0,
      rps: 2.5,
    });
  });

  it.each(['', '-', 'N/A', 'NaN', 'Infinity', 'None', 'null'])('that are %j are missing, without a word', async (text) => {
    const run = await modern(`10,0,${text},${text},${text},${text},${text},${text},${text},${text},9,10`);
    expect(values(run)).toEqual({ p95: 9, p100: 10, error_rate_pct: 0 });
    expect(run.diagnostics).toEqual([]);
  });

  it('that cannot be read are left out, and named with line and column', async () => {
    const run = await modern('10,0,fast,-5,1e308,9.5,1,12x,0,5,9,10');
    expect(values(run)).toEqual({ max: 9.5, p50: 5, p95: 9, p100: 10, error_rate_pct: 0 });
    expect(run.diagnostics).toEqual([
      {
        code: 'value-unreadable',
        severity: 'warning',
        message: '`fast` in the column `Median Response Time` is no time; the value was left out',
        place: { file: 'run_stats.csv', line: 2, column: 13 },
      },
      {
        code: 'value-unreadable',
        severity: 'warning',
        message: '`-5` in the column `Average Response Time` is no time; the value was left out',
        place: { file: 'run_stats.csv', line: 2, column: 18 },
      },
      {
        code: 'value-unreadable',
        severity: 'warning',
        message: '`1e308` in the column `Min Response Time` is no time; the value was left out',
        place: { file: 'run_stats.csv', line: 2, column: 21 },
      },
      {
        code: 'value-unreadable',
        severity: 'warning',
        message: '`12x` in the column `Requests/s` is no number; the value was left out',
        place: { file: 'run_stats.csv', line: 2, column: 33 },
      },
    ]);
  });

  it('of 0 where nothing was timed are missing, a least time of 0 is not', async () => {
    expect(values(await modern('10,0,0,0.0,0,0,1,0.0,0,0,0,0'))).toEqual({ error_rate_pct: 0 });
    expect(values(await modern('10,0,0,0.3,0,0.6,1,2.5,0,0,1,1'))).toMatchObject({ min: 0, p50: 0 });
    expect(values(await modern('10,0,0,5,2,9,1,2.5,0,0,9,9'))).not.toHaveProperty('p50');
  });
});

describe('rows', () => {
  it('are counted or rejected, and each rejected one is named', async () => {
    const row = '10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10';
    const bad = [
      'GET,/neg,-1,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
      'GET,/nan,NaN,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
      'GET,/more,10,11,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
      'GET,/short,1,2',
      'GET,/huge,1e308,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
    ];
    const run = await read([MODERN, `GET,/a,${row}`, ...bad, `GET,/b, c,${row}`, `,Aggregated,20,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10`, '']);
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(['/a', '/b, c']);
    expect(run.diagnostics.map(({ code, message, place }) => [code, message, place?.line, place?.column])).toEqual([
      ['row-rejected', 'a row was not counted: `-1` in the column `Request Count` is no count', 3, 10],
      ['row-rejected', 'a row was not counted: `NaN` in the column `Request Count` is no count', 4, 10],
      ['row-rejected', 'a row was not counted: 11 failures of 10 requests', 5, 14],
      ['row-rejected', 'a row was not counted: it has fewer fields than the 14 of the header', 6, undefined],
      ['row-rejected', 'a row was not counted: `1e308` in the column `Request Count` is no count', 7, 11],
    ]);
  });

  it('rejected by the thousand are counted', async () => {
    const run = await read([
      MODERN,
      'GET,/a,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
      ...Array.from({ length: 1000 }, () => 'x,y,z'),
      ',Aggregated,10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10',
      '',
    ]);
    expect(run.diagnostics).toHaveLength(21);
    expect(run.diagnostics.reduce((sum, diagnostic) => sum + (diagnostic.count ?? 1), 0)).toBe(1000);
  });

  it('behind a quote that is never closed are not read, which is said', async () => {
    const row = '10,0,5,5.5,1.5,9.5,1,2.5,0,5,9,10';
    const run = await read([MODERN, `GET,/a,${row}`, `GET,"/b,${row}`, `GET,/c,${row}`, '']);
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(['/a']);
    expect(run.run.partial).toBe(true);
    expect(codes(run)).toEqual(['file-cut', 'total-missing']);
  });
});
