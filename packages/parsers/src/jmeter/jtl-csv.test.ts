import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assertDocument, type Endpoint, type Run, type RunTotal, UserError } from '@loadline/schema';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { type ReadOptions, readRun } from '../read-run.js';

const folder = new URL('../../testdata/jmeter/', import.meta.url);

interface Expected {
  subResults: number;
  users: number;
  samples: ExpectedEndpoint[];
  transactions: ExpectedEndpoint[];
  errors: [label: string, code: string, message: string, failureMessage: string, count: number][];
}

type ExpectedEndpoint = Record<'requests' | 'failures' | 'avg' | 'min' | 'max' | 'p50' | 'p95' | 'p99', number> & { name: string };

const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>;
const bytesOf = (name: string) => {
  const bytes = readFileSync(new URL(name, folder));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};
const read = async (text: string | Uint8Array, options: ReadOptions = {}): Promise<Run> => {
  const run = await readRun([bytesSource('run.jtl', text)], options);
  assertDocument(run);
  return run;
};
const failure = async (text: string, options: ReadOptions = {}): Promise<UserError> => {
  const error: unknown = await read(text, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};
const valueOf = (endpoint: Endpoint | undefined, name: string) => endpoint?.metrics.find((metric) => metric.name === name)?.value;
const totalOf = (run: Run): RunTotal => {
  if (run.total === undefined) throw new TypeError('the run has no total');
  return run.total;
};
const codesOf = (run: Run) => run.diagnostics.map(({ code }) => code);

function compare(run: Run, kind: string, rows: readonly ExpectedEndpoint[]): void {
  const found = run.endpoints.filter((endpoint) => endpoint.kind === kind);
  expect(found).toHaveLength(rows.length);
  for (const row of rows) {
    // A name of 5,000 characters is cut.
    const endpoint = found.find(({ name }) => name === row.name || (row.name.length > 2048 && name.startsWith(row.name.slice(0, 2000))));
    expect(endpoint, row.name).toMatchObject({ requests: row.requests, failures: row.failures });
    for (const name of ['avg', 'min', 'max', 'p50', 'p95', 'p99'] as const)
      expect(valueOf(endpoint, `${name}_latency_ms`)).toBeCloseTo(row[name], 9);
  }
}

const timed = Object.entries(expected).filter(([name]) => !name.includes('no-time'));

describe('what JMeter wrote', () => {
  it.each(timed)('gives the samples of %s', async (name, file) => {
    const run = await read(bytesOf(name));
    compare(run, 'request', file.samples);
    expect(run.endpoints.every(({ kind }) => kind === 'request')).toBe(true);
    const requests = file.samples.reduce((sum, row) => sum + row.requests, 0);
    expect(totalOf(run)).toMatchObject({ requests, failures: file.samples.reduce((sum, row) => sum + row.failures, 0) });
    expect(run.run).toMatchObject({ tool: 'jmeter', load: { users: file.users }, partial: name.includes('killed') });
    expect(run.run.sources[0]?.format).toBe('jmeter-csv');
    expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(totalOf(run).failures);
    expect(run.errors.map(({ endpoint, count }) => [endpoint?.name, count]).sort()).toEqual(
      file.errors.map(([label, , , , count]) => [label, count]).sort(),
    );
    expect(run.diagnostics.find(({ code }) => code === 'sub-results')?.message.split(' ')[0]).toBe(
      file.subResults === 0 ? undefined : String(file.subResults),
    );
  });

  it.each(timed.filter(([, file]) => file.transactions.length > 0))(
    'gives the transactions of %s, where they are asked for',
    async (name, file) => {
      const transactions = await read(bytesOf(name), { jmeterRows: 'transactions' });
      compare(transactions, 'transaction', file.transactions);
      expect(transactions.endpoints).toHaveLength(file.transactions.length);
      expect(totalOf(transactions).requests).toBe(file.transactions.reduce((sum, row) => sum + row.requests, 0));
      const both = await read(bytesOf(name), { jmeterRows: 'both' });
      compare(both, 'request', file.samples);
      compare(both, 'transaction', file.transactions);
      expect(totalOf(both).requests).toBe(file.samples.reduce((sum, row) => sum + row.requests, 0));
    },
  );

  it('says of what a failure was', async () => {
    const run = await read(bytesOf('5.6.3/run.jtl.gz'));
    const errors = run.errors.map(({ endpoint, status, message }) => [endpoint?.name, status, message]);
    expect(errors).toContainEqual(['flaky', '503', 'Service Unavailable']);
    expect(errors).toContainEqual(['broken', '200', 'Test failed: text expected to contain /whole/']);
    expect(errors).toContainEqual(['drop', undefined, 'org.apache.http.NoHttpResponseException: 127.0.0.1:20011 failed to respond']);
  });

  it('takes a 500 that was expected for a success: the flag decides', async () => {
    const run = await read(bytesOf('5.6.3/run.jtl.gz'));
    expect(run.endpoints.find(({ name }) => name === '500 that is expected')).toMatchObject({ requests: 45, failures: 0 });
  });

  it('counts as many as JMeter said on its console', async () => {
    // summary =    360 in 00:00:01 =  316.9/s Avg:     7 Min:     0 Max:    60 Err:   107 (29.72%)
    const total = totalOf(await read(bytesOf('5.6.3/run.jtl.gz')));
    expect(total).toMatchObject({ requests: 360, failures: 107 });
    expect(total.metrics.find(({ name }) => name === 'max_latency_ms')?.value).toBe(60);
  });

  it('says that a file was appended to', async () => {
    const run = await read(bytesOf('2.13/appended.jtl'));
    expect(run.diagnostics.find(({ code }) => code === 'time-gap')?.message).toMatch(/^nothing ran for 4\d s: /);
  });

  it('reads dates of local time as UTC, and says so', async () => {
    const run = await read(bytesOf('5.6.3/everything.jtl.gz'));
    expect(run.run.startedAt).toBe('2026-11-21T07:07:46.470Z'.replace('46.470', '46.511'));
    expect(codesOf(run)).toContain('zone-unknown');
  });

  it('refuses a file without response times', async () => {
    expect(await failure(bytesOf('5.6.3/no-time.jtl').toString())).toMatchObject({
      code: 'column-missing',
      details: { place: { line: 1 } },
    });
  });
});

const HEADER = 'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes,allThreads';
const row = (at: number, label: string, ms = 10, success = 'true') =>
  `${1795244810000 + at},${ms},${label},200,OK,Users 1-1,${success},12,3`;
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => row(index * 20, `/p${index % 3}`, 10 + (index % 7), String(index % 5 !== 0)));
const text = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`;

describe('a JTL in CSV', () => {
  it('may have its columns in any order, and others', async () => {
    const run = await read(
      'success,mine,elapsed,label,responseCode,timeStamp\ntrue,x,12,/a,200,1795244810000\nfalse,y,14,/a,500,1795244810100\n',
    );
    expect(run.endpoints[0]).toMatchObject({ name: '/a', requests: 2, failures: 1 });
    expect(run.errors[0]).toMatchObject({ status: '500', count: 1 });
  });
  it.each([';', '\t', '|', '§', '||', ' ; '])('may have its fields parted by %j', async (delimiter) => {
    const lines = [HEADER, row(0, '/a'), row(1, '/b', 30, 'false')].map((line) => line.replaceAll(',', delimiter));
    const quoted = [1795244810002, 5, `"a${delimiter}""b""\nc"`, 200, 'OK', 'Users 1-1', 'true', 1, 1].join(delimiter);
    const run = await read(`${[...lines, quoted].join('\n')}\n`);
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['/a', 1, 0],
      ['/b', 1, 1],
      [`a${delimiter}"b"\nc`, 1, 0],
    ]);
    expect(await detectFormat(bytesSource('x', `${lines.join('\n')}\n`))).toMatchObject({ format: 'jmeter-csv' });
  });
  it('may end its lines with CR LF, begin with a byte order mark or blank lines, or be in UTF-16', async () => {
    const plain = text(...rows(9));
    const wanted = (await read(plain)).endpoints;
    const bytes = Buffer.from(`\ufeff${plain}`, 'utf16le');
    for (const variant of [plain.replaceAll('\n', '\r\n'), `\ufeff${plain}`, `\n\r\n${plain}`, bytes, plain.slice(0, -1)])
      expect((await read(variant)).endpoints).toEqual(wanted);
  });
  it('may be a report from a spreadsheet, every field in quotes', async () => {
    const plain = text(...rows(9));
    const quoted = plain.replace(/[^,\n]+/g, '"$&"');
    expect((await read(quoted)).endpoints).toEqual((await read(plain)).endpoints);
  });
  it.each([
    ['2026/11/21 07:06:50.000', 0],
    ['2026-11-21 07:06:50', 0],
    ['11/21/26 07:06:50', 0],
    ['21/11/2026 07:06:50', 0],
    ['21.11.2026 07:06:50,000', 0],
    ['2026-11-21T07:06:50.000Z', 0],
    ['2026-11-21T08:06:50.000+0100', 0],
  ])('reads the time stamp %s', async (stamp) => {
    const run = await read(text(row(0, '/a').replace(/^\d+/, `"${stamp}"`)));
    expect(run.run.startedAt).toBe('2026-11-21T07:06:50.000Z');
    expect(codesOf(run).includes('zone-unknown')).toBe(!/Z|\+/.test(stamp));
  });
  it('counts rows whose time stamp cannot be read, and says so', async () => {
    const run = await read(text(row(0, '/a'), row(0, '/a').replace(/^\d+/, '2001/20/20 12:05:05.123')));
    expect(totalOf(run).requests).toBe(2);
    expect(codesOf(run)).toContain('time-unreadable');
  });
  it('weighs rows that stand for several samples, and gives no percentiles of them', async () => {
    const head = 'timeStamp,elapsed,label,responseCode,success,SampleCount,ErrorCount';
    const run = await read(
      `${head}\n1795244810000,100,/a,200,true,10,2\n1795244811000,60,/a,200,true,2,0\n1795244812000,7,/b,200,false,1,1\n`,
    );
    const [a, b] = run.endpoints;
    expect(a).toMatchObject({ requests: 12, failures: 2 });
    expect(valueOf(a, 'avg_latency_ms')).toBeCloseTo(160 / 12, 6);
    expect(a?.metrics.map(({ name }) => name)).toEqual(['avg_latency_ms', 'error_rate_pct', 'rps']);
    expect(a).not.toHaveProperty('histogram');
    expect(b).toMatchObject({ requests: 1, failures: 1 });
    expect(valueOf(b, 'p95_latency_ms')).toBe(7);
    expect(totalOf(run).metrics.map(({ name }) => name)).toEqual(['avg_latency_ms', 'error_rate_pct', 'rps']);
    expect(codesOf(run)).toContain('times-averaged');
  });
  it('does not say how exactly it knows what rows stand for several samples', async () => {
    const head = 'timeStamp,elapsed,label,responseCode,success,SampleCount,ErrorCount';
    const rows = Array.from(
      { length: 300 },
      (_, at) => `${1795244810000 + at},${100 + (at % 50)},/${at % 2},200,true,${at % 2 === 0 ? 1 : 2},0\n`,
    );
    const run = await read(`${head}\n${rows.join('')}`);
    const [single, several] = run.endpoints;
    expect(single?.metrics.find(({ name }) => name === 'avg_latency_ms')?.lnStandardError).toBeGreaterThan(0);
    for (const { lnStandardError, vif } of [...(several?.metrics ?? []), ...totalOf(run).metrics])
      expect([lnStandardError, vif]).toEqual([undefined, undefined]);
  });
  it('makes metrics of the columns that the configuration names', async () => {
    const lines = [
      'timeStamp,elapsed,label,success,Latency,"items"',
      '1795244810000,10,/a,true,4,5',
      '1795244810001,10,/a,true,6,null',
      '1795244810002,10,/a,true,8,7.5',
    ];
    const run = await read(`${lines.join('\n')}\n`, { columns: ['items', 'Latency', 'none'] });
    const metrics = new Map(totalOf(run).metrics.map(({ name, value }) => [name, value]));
    expect(metrics.get('items_avg')).toBe(6.25);
    expect(metrics.get('items_count')).toBe(2);
    expect(metrics.get('Latency_p50_ms')).toBe(6);
    expect(run.diagnostics.find(({ code }) => code === 'column-missing')?.message).toContain('`none`');
  });
  it('goes by the status code where there is no `success`, and says where nothing tells', async () => {
    const coded = await read(
      'timeStamp,elapsed,label,responseCode\n1795244810000,1,/a,200\n1795244810000,1,/a,404\n1795244810000,1,/a,Non HTTP response code: x.Y\n',
    );
    expect(totalOf(coded)).toMatchObject({ requests: 3, failures: 2 });
    const bare = await read('timeStamp,elapsed,label,threadName\n1795244810000,1,/a,t\n');
    expect(totalOf(bare)).toMatchObject({ requests: 1, failures: 0 });
    expect(codesOf(bare)).toContain('success-missing');
  });
  it('cuts the warm-up', async () => {
    const run = await read(text(...rows(100)), { warmupSeconds: 1 });
    expect(totalOf(run).requests).toBe(50);
    expect(run.run.warmupSeconds).toBe(1);
  });
  it('counts transactions where there is nothing else', async () => {
    const message = '"Number of samples in transaction : 1, number of failing samples : 1"';
    const run = await read(text(row(0, 'T', 5, 'false').replace('OK', message)));
    expect(run.endpoints).toMatchObject([{ kind: 'transaction', name: 'T', requests: 1, failures: 1 }]);
    expect(codesOf(run)).toContain('only-transactions');
  });
  it.each(['\n', '\n\n', '\n \n', '\r\n', '\n1\n', '\n12\n', '\n123\n', '\n1234\n'])(
    'reads a file that ends with an odd line: %j',
    async (ending) => {
      for (let more = 0; more < 4; more++) {
        const run = await read(`${text(...rows(5), row(9, 'a'.repeat(more + 1)))}${ending}`);
        expect(totalOf(run).requests).toBe(6);
      }
    },
  );
  it('says that there are no transactions where they were asked for', async () => {
    const xml = '<testResults version="1.2"><sample t="1" ts="1795217761734" s="true" lb="a"/></testResults>';
    for (const [content, samples] of [
      [text(row(0, 'a'), row(1, 'b')), '2 samples'],
      [xml, '1 sample'],
    ] as const)
      await expect(read(content, { jmeterRows: 'transactions' })).rejects.toMatchObject({
        code: 'no-requests',
        message: expect.stringContaining(`${samples}, and no row of a transaction controller`) as string,
      });
  });
  it('keeps samples apart that are called like sub-results', async () => {
    // page-0 is no part of page: it comes after it. step-1 has no step.
    const run = await read(
      text(
        row(0, 'page', 10),
        row(20, 'page-0', 10),
        row(40, 'step-1'),
        row(60, 'step-1'),
        row(80, 'page', 50),
        row(85, 'page-0', 5),
        row(95, 'page-1', 5),
      ),
    );
    expect(run.endpoints.map(({ name, requests }) => [name, requests]).sort()).toEqual([
      ['page', 2],
      ['page-0', 1],
      ['step-1', 2],
    ]);
  });
  it('passes over headers between the rows, and refuses one with other columns', async () => {
    const run = await read(text(...rows(5), HEADER, ...rows(5)));
    expect(totalOf(run).requests).toBe(10);
    expect(codesOf(run)).toContain('header-repeated');
    const error = await failure(text(...rows(5), 'timeStamp,elapsed,label,success', '1,2,a,true'));
    expect(error).toMatchObject({ code: 'several-results', details: { place: { line: 7 } } });
  });
  it('names the rows that it cannot count', async () => {
    const run = await read(text(row(0, '/a'), row(1, '/a', -5), row(2, '/a,b'), row(3, '/a', 3, 'maybe'), 'short,row', row(4, '/a')));
    expect(totalOf(run).requests).toBe(2);
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected').map(({ place, message }) => [place?.line, message])).toEqual([
      [3, 'a row was not counted: `-5` in the column `elapsed` is no time in ms'],
      [4, 'a row was not counted: it has 10 fields instead of 9'],
      [5, 'a row was not counted: `maybe` in the column `success` is neither true nor false'],
      [6, 'a row was not counted: it has 2 fields instead of 9'],
    ]);
  });
  it('gives what a file holds that ends anywhere', async () => {
    const whole = text(...rows(4), row(100, '"a, ""b"""'));
    for (let end = HEADER.length + 1; end <= whole.length; end++) {
      const lines = whole.slice(0, end).split('\n').length - 2;
      const cut = await read(whole.slice(0, end)).catch((error: unknown) => error);
      if (lines === 0 && !(cut instanceof UserError)) expect(totalOf(cut as Run).requests).toBe(1);
      if (lines > 0)
        expect([end, totalOf(cut as Run).requests]).toEqual([
          end,
          expect.toSatisfy((count: number) => count === lines || count === lines + 1),
        ]);
      if (lines > 0 && totalOf(cut as Run).requests === lines) expect((cut as Run).run.partial).toBe(whole[end - 1] !== '\n');
    }
  });
  it('refuses a header without rows', async () => {
    expect(await failure(`${HEADER}\n`)).toMatchObject({ code: 'no-requests' });
    expect(await failure(HEADER)).toMatchObject({ code: 'no-requests' });
  });
  it('takes names as they are', async () => {
    const names = ['__proto__', 'constructor', 'a|b', '=1+1', '"', 'x"y', ' lead', '日本', '\u202ex'];
    const run = await read(text(...names.map((name, index) => row(index * 20, `"${name.replaceAll('"', '""')}"`))));
    expect(run.endpoints.map(({ name }) => name).sort()).toEqual([...names].sort());
  });
});

describe('detection', () => {
  it.each([
    ['a header alone', `${HEADER}\n`],
    ['rows without a header', '1795244818509,30,fast,200,OK,Users 1-1,,true,262,3,3,30\n'],
    ['dates without a header', '2026/11/21 07:06:50.000;30;fast;200;OK;Users 1-1;;true;262;3;3;30\n'],
    ['what Taurus writes for Locust', 'timeStamp,label,method,elapsed,bytes,responseCode,responseMessage,success,allThreads,Latency\n'],
  ])('knows %s', async (_, content) => {
    expect(await detectFormat(bytesSource('x', content))).toMatchObject({ format: 'jmeter-csv' });
  });
  it.each([
    ['a flat table', 'label,elapsed,success,bytes\n/a,1,true,2\n'],
    [
      'a table of k6',
      'metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name\nhttp_reqs,1,1,,,,,,GET,x\n',
    ],
    ['a table of final statistics', 'label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,stdev_rt,succ,throughput\n'],
    [
      'an aggregate report',
      'Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec\n',
    ],
    ['results of vegeta', '1795244818509000000,200,1200000,0,12,,aGk=,attack,0,GET,http://x,\n'],
  ])('leaves %s to others', async (_, content) => {
    const found = await detectFormat(bytesSource('x', content)).catch(() => ({ format: 'none' }));
    expect(found.format).not.toBe('jmeter-csv');
  });
});
