import { assertDocument } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, readRun } from '../index.js';

const read = (text: string) => readRun([bytesSource('a.json', text)]);

describe('the flat form', () => {
  const text =
    '{"_note": "by hand", "api_gateway": {"avg_latency_ms": 150.0, "p95_latency_ms": 450.0, "error_rate_pct": 0.5, "rps": 50.0, "total_requests": 5000, "total_failures": 25, "baseline_users": 20}}';

  it('is read with its counts, and says that it does not say how it measured', async () => {
    const run = await read(text);
    expect(run.run).toMatchObject({
      tool: 'flat',
      partial: false,
      load: { model: 'unknown', users: 20 },
      sources: [{ name: 'a.json', format: 'flat', bytes: text.length }],
    });
    expect(run.endpoints).toEqual([
      {
        kind: 'request',
        name: 'api_gateway',
        requests: 5000,
        failures: 25,
        metrics: [
          { name: 'avg_latency_ms', value: 150, provenance: 'unstated' },
          { name: 'p95_latency_ms', value: 450, provenance: 'unstated' },
          { name: 'error_rate_pct', value: 0.5, provenance: 'exact' },
          { name: 'rps', value: 50, provenance: 'unstated' },
        ],
      },
    ]);
    assertDocument(run);
  });

  it('is told by its content, and refused when something stands behind it', async () => {
    expect(await detectFormat(bytesSource('anything', `  ${text}`))).toMatchObject({ format: 'flat', tool: 'flat' });
    await expect(read(`${text}{}`)).rejects.toMatchObject({ code: expect.stringMatching(/json-damaged|unknown-format/) });
    await expect(read(text.replace('450.0', '450.0.0'))).rejects.toMatchObject({
      code: 'json-damaged',
      message: expect.stringMatching(new RegExp(`^a\\.json:1:${text.indexOf('450.0') + 6}: `)),
    });
  });

  it('may be larger than what is looked at first', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`service ${index}`, { avg_latency_ms: index + 1, rps: 5 }]),
    );
    expect((await read(JSON.stringify(many))).endpoints).toHaveLength(3000);
  });
});

describe('the plain JSON of a simulator', () => {
  const service = (requests: number, failures: number) => ({
    name: 'x',
    requests,
    failures,
    median: 120,
    average: 150.5,
    min: 50,
    max: 500,
    rps: 50,
  });

  it('is read per service, and its total is checked, not added', async () => {
    const run = await read(
      JSON.stringify({
        api_gateway: service(300, 1),
        constructor: service(100, 0),
        total: { requests: 400, failures: 1, average: 150.5, median: 120, rps: 100 },
      }),
    );
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['api_gateway', 300, 1],
      ['constructor', 100, 0],
    ]);
    expect(run.endpoints[0]?.metrics).toEqual([
      { name: 'avg_latency_ms', value: 150.5, provenance: 'unstated' },
      { name: 'min_latency_ms', value: 50, provenance: 'unstated' },
      { name: 'max_latency_ms', value: 500, provenance: 'unstated' },
      { name: 'p50_latency_ms', value: 120, provenance: 'unstated' },
      { name: 'rps', value: 50, provenance: 'unstated' },
      { name: 'error_rate_pct', value: (1 / 300) * 100, provenance: 'exact' },
    ]);
    expect(run.total).toMatchObject({ requests: 400, failures: 1 });
    expect(run.run.tool).toBe('simulator');
    expect(run.diagnostics).toEqual([]);
    assertDocument(run);
  });

  it('says when the total is off, when a value is none, and when a service cannot be counted', async () => {
    const broken =
      '{"a": {"requests": 10, "failures": 0, "median": "fast", "average": 0, "min": null, "max": 1e308, "rps": 5}, "b": {"requests": 3, "failures": 5}, "total": {"requests": 11, "failures": 0}}';
    const run = await read(broken);
    expect(run.endpoints.map(({ name, metrics }) => [name, metrics.map((metric) => metric.name)])).toEqual([
      ['a', ['rps', 'error_rate_pct']],
    ]);
    expect(run.diagnostics.map(({ code, place }) => [code, place?.path])).toEqual([
      ['value-unreadable', '/a'],
      ['value-unreadable', '/a'],
      ['row-rejected', '/b'],
      ['total-differs', undefined],
    ]);
  });

  it('without a request is one clear error', async () => {
    await expect(read(JSON.stringify({ a: service(0, 0) }))).rejects.toMatchObject({ code: 'no-requests' });
  });
});

describe('a Run of Loadline', () => {
  it('is read back as it was written', async () => {
    const run = await read('{"api": {"p95_latency_ms": 450, "total_requests": 10, "total_failures": 0}}');
    expect(await readRun([bytesSource('b.json', JSON.stringify(run))])).toEqual(run);
  });

  it('of a newer major is refused', async () => {
    const run = await read('{"api": {"p95_latency_ms": 450}}');
    await expect(read(JSON.stringify({ ...run, version: '2.0' }))).rejects.toMatchObject({ code: 'document-version' });
  });

  it('stands alone', async () => {
    const flat = '{"api": {"p95_latency_ms": 450}}';
    await expect(readRun([bytesSource('a.json', flat), bytesSource('b.json', flat)])).rejects.toMatchObject({ code: 'mixed-tools' });
  });
});
