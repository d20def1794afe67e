import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Run } from '@loadline/schema';
import { defaultReadLimits } from '../input/read-limits.js';
import { bytesSource } from '../input/source.js';
import type { ReadSettings } from '../reader.js';
import { readRun } from '../read-run.js';

interface Expected {
  kind: string;
  name: string;
  requests: number;
  failures: number;
  avg: number;
  min: number;
  max: number;
  p50: number;
  p95: number;
}

const folder = new URL('../../testdata/jmeter-reports/', import.meta.url);
const expected = (JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as { xml: Record<string, Expected[]> }).xml;
const fixture = (name: string) => gunzipSync(readFileSync(new URL(`xml/${name}.jtl.gz`, folder))).toString('utf8');
const runOf = async (text: string | Uint8Array, settings: Partial<ReadSettings> = {}) =>
  readRun([bytesSource('run.jtl', text)], { jmeterRows: 'both', ...settings });
const valueOf = (metrics: Run['endpoints'][number]['metrics'], name: string) => metrics.find((metric) => metric.name === name)?.value;
const codes = (run: Run) => (run.diagnostics ?? []).map(({ code }) => code);
const wrap = (...samples: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testResults version="1.2">\n${samples.join('\n')}\n</testResults>\n`;
const sample = (attributes: string, inside = '') =>
  `<httpSample t="5" ts="1795244883925" s="true" lb="a" rc="200" rm="OK" tn="T 1-1" ${attributes}>${inside}</httpSample>`;
const counts = (run: Run) => run.endpoints.map(({ kind, name, requests, failures }) => [kind, name, requests, failures]);

describe('JMeter XML of real runs', () => {
  it.each(Object.keys(expected))('%s: counts and times as Python counts them', async (name) => {
    const run = await runOf(fixture(name));
    const want = expected[name] ?? [];
    // One name is longer than what is kept.
    const isShort = ({ name: own }: { name: string }) => own.length < 2000;
    expect(run.endpoints).toHaveLength(want.length);
    expect(
      run.endpoints.filter(isShort).map(({ kind, name: own, requests, failures, metrics }) => ({
        kind,
        name: own,
        requests,
        failures,
        avg: valueOf(metrics, 'avg_latency_ms')?.toFixed(6),
        min: valueOf(metrics, 'min_latency_ms'),
        max: valueOf(metrics, 'max_latency_ms'),
        p50: valueOf(metrics, 'p50_latency_ms')?.toFixed(6),
        p95: valueOf(metrics, 'p95_latency_ms')?.toFixed(6),
      })),
    ).toEqual(
      expect.arrayContaining(
        want.filter(isShort).map((row) => ({ ...row, avg: row.avg.toFixed(6), p50: row.p50.toFixed(6), p95: row.p95.toFixed(6) })),
      ),
    );
    expect(run.run).toMatchObject({ tool: 'jmeter', partial: name.includes('killed') });
    expect(run.run.sources[0]?.format).toBe('jmeter-xml');
    expect(codes(run).includes('file-cut')).toBe(name.includes('killed'));
  });
  it('counts samples, transactions, or both, as it is told to', async () => {
    const text = fixture('5.6.3-parent');
    const kinds = async (jmeterRows: ReadSettings['jmeterRows']) => {
      const run = await runOf(text, { jmeterRows });
      return [...new Set(run.endpoints.map(({ kind }) => kind))].sort();
    };
    expect(await kinds('samples')).toEqual(['request']);
    expect(await kinds('transactions')).toEqual(['transaction']);
    expect(await kinds('both')).toEqual(['request', 'transaction']);
    const run = await runOf(text);
    expect(run.total?.requests).toBe(
      expected['5.6.3-parent']?.filter(({ kind }) => kind === 'request').reduce((sum, { requests }) => sum + requests, 0),
    );
  });
  it('says what failed as the CSV does', async () => {
    const run = await runOf(fixture('5.6.3-run'), { jmeterRows: 'samples' });
    const errors = run.errors?.map(({ status, message, endpoint }) => [endpoint?.name, status, message]);
    expect(errors).toContainEqual(['broken', '200', 'Test failed: text expected to contain /whole/']);
    expect(errors).toContainEqual(['drop', undefined, 'org.apache.http.NoHttpResponseException: 127.0.0.1:20011 failed to respond']);
    expect(errors).toContainEqual(['flaky', '503', 'Service Unavailable']);
    expect(codes(run)).toEqual(expect.arrayContaining(['sub-results', 'transactions-left-out']));
    expect(run.run.load.users).toBe(3);
  });
  it('gives the same wherever the text is cut into chunks, and what it holds wherever it ends', async () => {
    const text = fixture('5.6.3-full');
    const whole = await runOf(text);
    const total = whole.total?.requests ?? 0;
    for (let at = 400; at < text.length; at += Math.ceil(text.length / 40)) {
      const run = await runOf(text.slice(0, at)).catch((error: unknown) => error as Error & { code: string });
      if (run instanceof Error) {
        expect(run.code).toBe('no-requests');
        continue;
      }
      expect(run.run.partial).toBe(true);
      expect(codes(run)).toContain('file-cut');
      expect(run.total?.requests ?? 0).toBeLessThanOrEqual(total);
    }
  });
});

describe('the same samples in XML and in CSV', () => {
  /** The rows that JMeter would have written as CSV: what stands at the top. */
  const asCsv = (xml: string) => {
    const decode = (text = '') =>
      text
        .replace(/&#x([0-9a-f]+);/g, (_all, code: string) => String.fromCodePoint(parseInt(code, 16)))
        .replace(/&(quot|lt|gt|apos|amp);/g, (_all, name: string) => ({ quot: '"', lt: '<', gt: '>', apos: "'", amp: '&' })[name] ?? '');
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = xml
      .split(/\n(?=<(?:httpSample|sample) )/)
      .slice(1)
      .map((text) => {
        const of = (name: string) => decode(new RegExp(` ${name}="([^"]*)"`).exec(text.slice(0, text.indexOf('>') + 1))?.[1]);
        const message = decode(/<failureMessage>([^<]*)/.exec(text)?.[1]);
        return [of('ts'), of('t'), of('lb'), of('rc'), of('rm'), of('tn'), of('s'), message, of('na')].map(quote).join(',');
      });
    return ['timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,failureMessage,allThreads', ...rows, ''].join('\n');
  };
  it.each(['5.6.3-run', '2.13-run', '5.6.3-down', '5.6.3-hostile', '5.6.3-appended'])('%s', async (name) => {
    const xml = await runOf(fixture(name));
    const csv = await runOf(asCsv(fixture(name)));
    expect(csv.run.sources[0]?.format).toBe('jmeter-csv');
    expect(xml.endpoints).toEqual(csv.endpoints);
    expect(xml.errors).toEqual(csv.errors);
    expect(xml.total).toEqual(csv.total);
    expect(xml.timeline).toEqual(csv.timeline);
    expect({ ...xml.run, id: '', sources: [] }).toEqual({ ...csv.run, id: '', sources: [] });
  });
});

describe('JMeter XML that is odd', () => {
  it('counts no part of a sample twice, however deep', async () => {
    const inner = sample('', sample('', sample('')));
    expect(counts(await runOf(wrap(inner)))).toEqual([['request', 'a', 1, 0]]);
  });
  it('counts the requests of transactions within transactions', async () => {
    const transaction = (name: string, inside: string) =>
      `<sample t="9" ts="1795244883925" s="false" lb="${name}" rc="200" rm="Number of samples in transaction : 1, number of failing samples : 1">${inside}</sample>`;
    const run = await runOf(wrap(transaction('outer', transaction('inner', sample('', sample(''))))));
    expect(counts(run)).toEqual([
      ['request', 'a', 1, 0],
      ['transaction', 'inner', 1, 1],
      ['transaction', 'outer', 1, 1],
    ]);
  });
  it('takes transactions where there is nothing else', async () => {
    const run = await runOf(
      wrap(
        '<sample t="9" ts="1795244883925" s="true" lb="T" rc="200" rm="Number of samples in transaction : 2, number of failing samples : 0"/>',
      ),
      { jmeterRows: 'samples' },
    );
    expect(counts(run)).toEqual([['transaction', 'T', 1, 0]]);
  });
  it('weighs samples that stand for several, without times that nobody took', async () => {
    const run = await runOf(wrap(sample('sc="4" ec="1"').replace('t="5"', 't="20"')));
    expect(counts(run)).toEqual([['request', 'a', 4, 1]]);
    expect(run.endpoints[0]?.metrics.map(({ name, value }) => [name, value])).toEqual(
      expect.arrayContaining([
        ['avg_latency_ms', 5],
        ['error_rate_pct', 25],
      ]),
    );
    expect(valueOf(run.endpoints[0]?.metrics ?? [], 'p95_latency_ms')).toBeUndefined();
    expect(codes(run)).toContain('times-averaged');
  });
  it.each([
    ['', 'no response time'],
    ['t="-1"', 'no time in ms'],
    ['t="NaN"', 'no time in ms'],
    ['t="9e9"', 'no time in ms'],
    ['t="5" s="maybe"', 'neither true nor false'],
    ['t="5" sc="0"', 'no count'],
  ])('rejects %s and says why', async (attributes, why) => {
    const run = await runOf(wrap(sample(''), `<httpSample ts="1" lb="b" ${attributes}/>`));
    expect(counts(run)).toEqual([['request', 'a', 1, 0]]);
    expect(run.diagnostics?.find(({ code }) => code === 'row-rejected')).toMatchObject({
      message: expect.stringContaining(why) as string,
      place: { line: 4 },
    });
  });
  it('expands no entity and follows no DOCTYPE', async () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE testResults [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n`;
    const run = await runOf(bomb + wrap(sample('').replace('lb="a"', 'lb="&b;&x;"')).replace(/^<\?xml.*\n/, ''));
    expect(run.endpoints[0]?.name).toBe('&b;&x;');
  });
  it('keeps labels that are names of JavaScript, and characters that XML forbids', async () => {
    const run = await runOf(
      wrap(
        sample('').replace('"a"', '"__proto__"'),
        sample('').replace('"a"', '"bell &#x7; \u0001"'),
        sample('').replace('"a"', '"a|b &lt;i&gt; &quot;q&quot;"'),
      ),
    );
    expect(run.endpoints.map(({ name }) => name)).toEqual(['__proto__', 'bell &#x7; \u0001', 'a|b <i> "q"']);
    expect(codes(run)).toContain('xml-malformed');
  });
  it('finds its feet again where a file was broken off and written on', async () => {
    const broken = [
      sample('').slice(0, 60),
      `${sample('', '\n  <responseData class="java.lang.String">half a').split('half a')[0] ?? ''}half a`,
      sample('', '\n  <java.net.URL>http://x/').split('</httpSample>')[0] ?? '',
    ];
    for (const piece of broken) {
      const run = await runOf(wrap(sample(''), `${piece}${sample('')}`, sample(''), sample('')));
      expect(run.endpoints[0]?.requests).toBeGreaterThanOrEqual(3);
      expect(codes(run)).toContain('row-rejected');
    }
  });
  it('reads results that follow one another as one run, and says so', async () => {
    const run = await runOf(wrap(sample('')) + wrap(sample('')));
    expect(counts(run)).toEqual([['request', 'a', 2, 0]]);
    expect(codes(run)).toContain('several-results');
  });
  it('says of a long time without a sample that it may be two runs', async () => {
    const run = await runOf(wrap(sample(''), sample('').replace('1795244883925', '1795244983925')));
    expect(codes(run)).toContain('time-gap');
  });
  it('makes metrics of the columns that it is told to', async () => {
    const run = await runOf(wrap(sample('lt="3" ct="1" items="7"'), sample('lt="5" ct="x" items="9"')), {
      columns: ['Latency', 'items', 'nothing'],
    });
    const values = run.total?.metrics.map(({ name, value }) => [name, value]);
    expect(values).toEqual(
      expect.arrayContaining([
        ['Latency_avg_ms', 4],
        ['items_max', 9],
      ]),
    );
    expect(run.diagnostics?.find(({ code }) => code === 'column-missing')?.message).toContain('nothing');
    expect(JSON.stringify(run)).not.toMatch(/NaN|nothing_/);
  });
  it('reads samples that a plugin wrote as objects', async () => {
    const run = await runOf(
      wrap(
        '<com.example.SampleResultWithSubs><saveConfig><label>true</label></saveConfig><label>page</label><responseCode>500</responseCode><responseMessage>Oops</responseMessage><startTime>1431506202173</startTime><elapsedTime>7</elapsedTime><success>false</success></com.example.SampleResultWithSubs>',
      ),
    );
    expect(counts(run)).toEqual([['request', 'page', 1, 1]]);
    expect(run.errors?.[0]).toMatchObject({ status: '500', message: 'Oops' });
  });
  it('ends in one clear error where nothing can be read', async () => {
    const codeOf = async (text: string, limits = defaultReadLimits) =>
      readRun([bytesSource('run.jtl', text)], { limits }).then(
        () => 'read',
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await codeOf(wrap())).toBe('no-requests');
    expect(await codeOf('<testResults version="1.2">')).toBe('no-requests');
    expect(await codeOf('<?xml version="1.0"?><testResults><sampleResult time="5" label="a"/></testResults>')).toBe('old-format');
    expect(await codeOf(wrap('<a>'.repeat(100)))).toBe('xml-nesting');
    expect(await codeOf(wrap(`<sample ${Array.from({ length: 10_001 }, (_, n) => `a${n}=""`).join(' ')}/>`))).toBe('xml-attributes');
    expect(await codeOf(wrap(`<sample lb="${'x'.repeat(300_000)}"/>`), { ...defaultReadLimits, documentLength: 100_000 })).toBe(
      'document-too-large',
    );
    expect(await codeOf('<?xml version="1.0"?><!-- <testResults> --><other/>')).toBe('unknown-format');
  });
});
