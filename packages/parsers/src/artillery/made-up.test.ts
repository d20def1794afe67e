import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

const textOf = (name: string) => readFileSync(new URL(`../../testdata/artillery/${name}`, import.meta.url), 'utf8');
const readText = (text: string) => readRun([bytesSource('x', text)]);
const v2 = (counters: Record<string, unknown>, summaries: Record<string, unknown> = {}) =>
  readText(
    JSON.stringify({
      aggregate: { counters, rates: {}, summaries, firstMetricAt: 1795246318991, lastMetricAt: 1795246328991 },
      intermediate: [],
    }),
  );

describe('Artillery, made up', () => {
  it('reads the names of the first versions 2', async () => {
    const run = await v2(
      {
        'engine.http.requests': 5,
        'engine.http.responses': 5,
        'engine.http.codes.200': 4,
        'engine.http.codes.404': 1,
        'core.vusers.created.total': 5,
      },
      { 'engine.http.response_time': { min: 1, max: 9, median: 3, p95: 8, p99: 9 } },
    );
    expect(run.endpoints[0]).toMatchObject({ requests: 5, failures: 1 });
    expect(run.total?.metrics.find(({ name }) => name === 'vusers.created_count')?.value).toBe(5);
    expect(run.endpoints[0]?.metrics.find(({ name }) => name === 'p95_latency_ms')).toMatchObject({ value: 8, resolution: 1 });
  });
  it('shares out requests without an answer: codes first, then other words, never what comes after an answer', async () => {
    const run = await v2({
      'http.requests': 10,
      'http.responses': 4,
      'http.codes.200': 4,
      'errors.ETIMEDOUT': 3,
      'errors.socket hang up': 2,
      'errors.Failed capture or match': 4,
    });
    expect(run.endpoints[0]).toMatchObject({ requests: 9, failures: 5 });
    expect(run.errors.map(({ message, count }) => [message, count])).toEqual([
      ['ETIMEDOUT', 3],
      ['socket hang up', 2],
    ]);
    expect(run.diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['requests-open', 'errors-after-answers']));
  });
  it('reads what Socket.IO and browsers send', async () => {
    const run = await v2(
      { 'socketio.emit': 7, 'browser.http_requests': 30, 'browser.page.codes.200': 28, 'browser.page.codes.500': 2 },
      {
        'socketio.response_time': { min: 1, max: 4, count: 7, mean: 2.2, p50: 2, p95: 4 },
        'browser.page.CLS.http://u:p@x/?t=1': { min: 0, max: 0.2, count: 3, mean: 0.1, p95: 0.2 },
      },
    );
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['(Socket.IO messages)', 7, null],
      ['(browser requests)', 30, 2],
    ]);
    expect(run.total?.metrics.find(({ name }) => name.includes('CLS') && name.endsWith('_p95'))).toMatchObject({
      value: 0.2,
      name: 'browser.page.CLS.http://x/_p95',
    });
  });
  it('takes nulls and infinities for missing, and does not trip over names', async () => {
    const run = await readText(
      '{"aggregate":{"counters":{"http.requests":2,"http.responses":2,"http.codes.200":2,"__proto__":4,"constructor":1,"x":null,"y":"Infinity"},"summaries":{"http.response_time":{"min":null,"max":1e999,"p95":3},"__proto__":{"max":1,"mean":1}}}}',
    );
    expect(run.endpoints[0]?.metrics.map(({ name }) => name)).toEqual(['error_rate_pct']);
    expect(run.total?.metrics.find(({ name }) => name === '__proto___count')?.value).toBe(4);
  });
  it('leaves out counts that are none, and says so', async () => {
    const run = await v2({ 'http.requests': 5, 'http.responses': -3, 'http.codes.200': 5, 'http.codes.500': 1.5, temperature: -4 });
    expect(run.endpoints[0]).toMatchObject({ requests: 5, failures: 0 });
    expect(run.diagnostics.filter(({ code }) => code === 'row-rejected')).toHaveLength(2);
    expect(run.total?.metrics.find(({ name }) => name === 'temperature_count')?.value).toBe(-4);
  });
  it('refuses what holds no request, with what it found', async () => {
    await expect(v2({ 'vusers.created': 3, 'errors.ENOENT': 3 })).rejects.toMatchObject({ code: 'no-requests' });
    await expect(
      readText('{"intermediate":[],"aggregate":{"scenariosCreated":1,"requestsCompleted":0,"rps":{"count":0}}}'),
    ).rejects.toMatchObject({ code: 'no-requests' });
    await expect(readText(textOf('v2.0.34-plain.json').slice(0, 5000))).rejects.toMatchObject({ code: 'json-truncated' });
  });
  it('falls back to printed times where some of version 1 are missing', async () => {
    const run = await readText(textOf('v1.6.2-plain.json').replace(/"latencies": \[\s+\d+,/, '"latencies": ["x",'));
    expect(run.diagnostics.map(({ code }) => code)).toContain('latencies-differ');
    expect(run.endpoints[0]?.metrics.find(({ name }) => name === 'p95_latency_ms')).toMatchObject({
      value: 49.7,
      provenance: 'reported',
      resolution: 0.1,
    });
    expect(run.endpoints[0]?.histogram).toBeUndefined();
  });
  it('reads the result of 2016, whose latencies stand in the aggregate', async () => {
    const old =
      '{"intermediate":[],"aggregate":{"timestamp":"2016-03-16T15:22:25.502Z","scenariosCreated":3,"scenariosCompleted":2,"requestsCompleted":2,"latency":{"min":1,"max":3,"median":2,"p95":null,"p99":null},"rps":{"count":3,"mean":0.68},"errors":{"ENOTFOUND":1},"codes":{"200":2},"matches":0,"latencies":[[1,"a",1000000,200],[2,"b",3000000,200]]},"phases":[{"duration":"1","arrivalRate":"1"}]}';
    const run = await readText(old);
    expect(run.endpoints[0]).toMatchObject({ requests: 3, failures: 1 });
    expect(run.endpoints[0]?.metrics.find(({ name }) => name === 'avg_latency_ms')).toMatchObject({ value: 2, provenance: 'exact' });
  });
  it('leaves out a counter of a report whose name is cut off', async () => {
    const text = textOf('v2.0.34-hang.txt').replaceAll(
      /^mine\.Missing\.codes\.404\.codes\.404: \.+ 4$/gm,
      'mine.Missing.codes.404.cod...  4',
    );
    const run = await readText(text);
    expect(run.diagnostics.map(({ code }) => code)).toContain('row-rejected');
    expect(run.endpoints.find(({ name }) => name === 'Missing.codes.404')).toMatchObject({ requests: null, failures: null });
  });
  it('leaves files of others alone', async () => {
    for (const text of [
      '{"aggregate":{"counters":1}}',
      '{"counters":{},"rates":{}}',
      'Summary report @ noon\n',
      '{"aggregate":[],"scenariosCreated":1}',
    ])
      await expect(readText(text)).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
