import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { assertDocument, type Endpoint, UserError } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { findRuns, readRun } from '../index.js';
import { playStore, readRecorded } from '../../testdata/prometheus/play-store.js';

const NOW = new Date('2026-11-21T12:00:00Z');
const SECRET = 'sesame+open/door=';
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

async function readStore(address: string, env: Record<string, string> = {}, signal?: AbortSignal) {
  const { runs } = await findRuns([address], { cwd: '/' });
  return readRun(runs[0]?.sources ?? [], { remote: { env, fetch, now: () => NOW, ...(signal === undefined ? {} : { signal }) } });
}

/** A store that answers everything alike. */
async function storeOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `prometheus+http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}?duration=10m`;
}

const errorOf = async (reading: Promise<unknown>) =>
  reading.then(
    () => expect.unreachable('nothing was refused'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(UserError);
      return error as UserError;
    },
  );

interface Expected {
  method: string;
  name: string;
  requests: number;
  failures: number;
  avg: number;
  p50: number;
  p95: number;
}
const expected = JSON.parse(readFileSync(new URL('../../testdata/prometheus/expected.json', import.meta.url), 'utf8')) as Record<
  string,
  Expected[]
>;
const valueOf = (endpoint: Endpoint | undefined, name: string) => endpoint?.metrics.find((metric) => metric.name === name);

describe('a store that was recorded', () => {
  it.each(['k6-native', 'k6-trend'])('gives what k6 counted: %s', async (name) => {
    const recorded = readRecorded(`live-${name}.json`);
    const { server, host, headers } = await playStore(recorded);
    closing.push(() => server.close());
    const run = await readStore(recorded.address.replace(/127\.0\.0\.1:\d+/, host), {
      PROMETHEUS_TOKEN: SECRET,
      PROMETHEUS_ORG_ID: 'team-a',
    });
    assertDocument(run);
    for (const row of expected[name] ?? []) {
      const endpoint = run.endpoints.find((each) => each.name === row.name && each.method === row.method);
      expect(endpoint).toMatchObject({ requests: row.requests, failures: row.failures });
      expect(valueOf(endpoint, 'avg_latency_ms')?.value).toBeCloseTo(row.avg, 3);
      const p95 = valueOf(endpoint, 'p95_latency_ms');
      expect(p95?.provenance).toBe(
        name === 'k6-native' ? 'histogram' : row.failures > 0 && row.failures < row.requests ? 'interpolated' : 'reported',
      );
      expect(Math.abs((p95?.value ?? NaN) - row.p95)).toBeLessThan((p95?.resolution ?? 0) + 0.1 * row.p95);
      expect(valueOf(endpoint, 'rps')?.value).toBeCloseTo(row.requests / (run.run.durationSeconds ?? NaN), 9);
    }
    expect(run.endpoints).toHaveLength(4);
    expect(run.run).toMatchObject({ tool: 'prometheus', load: { users: 3 }, sources: [{ format: 'prometheus-query' }] });
    expect(run.errors).toContainEqual(expect.objectContaining({ message: 'status 503', status: '503' }));
    expect(run.timeline?.points.length).toBeGreaterThan(3);
    expect(headers.every((each) => each['authorization'] === `Bearer ${SECRET}` && each['x-scope-orgid'] === 'team-a')).toBe(true);
    expect(JSON.stringify(run)).not.toContain(SECRET);
    expect(JSON.stringify(run)).not.toContain('testid');
    const again = await readStore(recorded.address.replace(/127\.0\.0\.1:\d+/, host), {
      PROMETHEUS_USERNAME: 'ada',
      PROMETHEUS_PASSWORD: SECRET,
    });
    expect(again.run.id).toBe(run.run.id);
    expect(headers.at(-1)?.['authorization']).toBe(`Basic ${Buffer.from(`ada:${SECRET}`).toString('base64')}`);
  });
});

describe('what is asked', () => {
  it('goes into the body where it is long, and never beyond the address', async () => {
    const asked: { method: string | undefined; url: string | undefined; type: string | undefined }[] = [];
    const address = await storeOf((request, response) => {
      asked.push({ method: request.method, url: request.url, type: request.headers['content-type'] });
      request.resume();
      response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
    });
    const matchers = Array.from({ length: 40 }, (_, index) => `label${index}!~"${'x'.repeat(120)}"`).join(',');
    await errorOf(readStore(address.replace('?', `/prefix/?selector=${encodeURIComponent(matchers)}&`)));
    expect(new Set(asked.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ method: 'POST', url: '/prefix/api/v1/query', type: 'application/x-www-form-urlencoded' })]),
    );
  });
});

describe('a store that does not answer as it should', () => {
  const answer = (status: number, body: string, type = 'application/json') =>
    storeOf((_, response) => response.writeHead(status, { 'content-type': type }).end(body));
  const error = (message: string) => JSON.stringify({ status: 'error', errorType: 'execution', error: message });
  it.each([
    [401, 'unauthorized', 'prometheus-refused', /PROMETHEUS_TOKEN/],
    [403, `bad token ${SECRET}`, 'prometheus-refused', /credentials/],
    [404, '404 page not found', 'prometheus-not-found', /prefix/],
    [400, error('parse error: \\"x\\"'), 'prometheus-query', /parse error/],
    [422, error(`too many samples for ${SECRET}`), 'prometheus-query', /too many samples for \*\*\*/],
    [429, 'slow down', 'prometheus-busy', /429.*slow down/],
    [503, error('query timed out'), 'prometheus-busy', /query timed out/],
    [302, '', 'prometheus-answer', /redirection/],
    [200, '<!doctype html><title>Sign in</title>', 'prometheus-answer', /not JSON/],
    [200, '', 'prometheus-answer', /not JSON/],
    [200, '{"status":"success","data":{"resultType":"vector","result":[', 'json-truncated', /ends early/],
    [200, '{"status":"success","data":{"resultType":"vector","result":[]}}', 'no-requests', /2026-11-21T11:50:00/],
    [200, error('lost'), 'prometheus-query', /lost/],
  ])('status %i, %s', async (status, body, code, message) => {
    const found = await errorOf(readStore(await answer(status, body), { PROMETHEUS_TOKEN: SECRET }));
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
    expect(found.message + JSON.stringify(found.toDiagnostic())).not.toContain(SECRET);
  });
  it('is not reached', async () => {
    const address = await answer(200, '');
    closing.pop()?.();
    expect(await errorOf(readStore(address))).toMatchObject({
      code: 'prometheus-unreachable',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
  it('floods', async () => {
    const address = await storeOf((_, response) => {
      response.writeHead(200);
      const chunk = 'x'.repeat(1 << 20);
      const push = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', push);
      };
      push();
    });
    expect((await errorOf(readStore(address))).code).toBe('prometheus-too-large');
  });
  it('keeps silent: the caller can end it', async () => {
    const address = await storeOf(() => undefined);
    const ending = new AbortController();
    const reading = readStore(address, {}, ending.signal);
    setTimeout(() => ending.abort(new Error('enough')), 50);
    await expect(reading).rejects.toThrow('enough');
  });
});

describe('credentials', () => {
  it.each([
    [{ PROMETHEUS_TOKEN: `${SECRET}\nx-evil: 1` }, /PROMETHEUS_TOKEN/],
    [{ PROMETHEUS_TOKEN: SECRET, PROMETHEUS_USERNAME: 'a' }, /beside/],
    [{ PROMETHEUS_PASSWORD: SECRET }, /without PROMETHEUS_USERNAME/],
  ])('that will not do are refused and not repeated', async (env, message) => {
    const found = await errorOf(readStore('prometheus+http://127.0.0.1:9?duration=1m', env as Record<string, string>));
    expect(found.message).toMatch(message);
    expect(found.message).not.toContain(SECRET);
  });
  it('in the address are refused and not repeated', async () => {
    const found = await errorOf(readStore(`prometheus+https://ada:${encodeURIComponent(SECRET)}@store.example?duration=1m`));
    expect(found).toMatchObject({ code: 'prometheus-address', message: expect.stringMatching(/PROMETHEUS_PASSWORD/) as string });
    expect(found.message).not.toMatch(/sesame|ada/);
    expect((await errorOf(readStore(`prometheus+https://store.example?duration=1m&token=${SECRET}`))).message).not.toMatch(/sesame/);
  });
});

describe('an address', () => {
  it.each([
    ['prometheus+http://h', /without the window/],
    ['prometheus+http://h?start=2026-11-21T10:00:00Z&end=2026-11-21T10:10:00Z&duration=10m', /two of them/],
    ['prometheus+http://h?start=2026-11-21T10:00:00Z&end=2026-11-21T09:00:00Z', /a moment after/],
    ['prometheus+http://h?start=yesterday', /a moment as/],
    ['prometheus+http://h?duration=10', /a length of time/],
    ['prometheus+http://h?duration=1m&duration=2m', /more than once/],
    ['prometheus+http://h?duraton=1m', /`duration`\?/],
    ['prometheus+http://h?duration=1m&selector=a="b"}) or vector(1', /label matchers/],
    ['prometheus+http://h?duration=1m&histogram=a{b="c"}', /name of a metric/],
    ['prometheus+http://h?duration=1m&exporter=jmeter', /k6, locust, histogram/],
    ['prometheus+http://h?duration=1m&percentiles=95,100', /between 0 and 100/],
    ['prometheus+http://?duration=1m', /address/],
  ])('%s is refused', async (address, message) => {
    const found = await errorOf(readStore(address));
    expect(found.code).toBe('prometheus-address');
    expect(found.message).toMatch(message);
  });
  it('is read only where there is a network', async () => {
    const { runs } = await findRuns(['prometheus+http://h?duration=1m'], { cwd: '/' });
    await expect(readRun(runs[0]?.sources ?? [])).rejects.toMatchObject({ code: 'input-unreadable' });
  });
  it('with another window is another run', async () => {
    const address = 'prometheus+http://h?duration=1m&end=2026-11-21T10:0';
    expect((await findRuns([`${address}1:00Z`, `${address}2:00Z`, `${address}1:00Z`], { cwd: '/' })).runs.map(({ name }) => name)).toEqual([
      'prometheus+http://h',
      'prometheus+http://h',
    ]);
  });
});
