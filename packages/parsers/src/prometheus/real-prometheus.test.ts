import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { assertDocument } from '@loadline/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRuns, readRun } from '../index.js';

const isThere = spawnSync('prometheus', ['--version']).error === undefined;
const COUNTING_SECONDS = 2;

interface Counted {
  machine: string;
  method: string;
  route: string;
  status: number;
  times: number[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function until(url: string, isReady: (text: string) => boolean = () => true): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    const text = response?.ok === true ? await response.text() : undefined;
    if (text !== undefined && isReady(text)) return text;
    await sleep(100);
  }
  throw new Error(`nothing answers at ${url}`);
}

describe.skipIf(!isThere)(
  'a real Prometheus that scraped a real exporter (skipped where the program `prometheus` is not installed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'loadline-prometheus-'));
    const children: ChildProcess[] = [];
    let host = '';
    let startMs = 0;
    let middleMs = 0;
    let endMs = 0;
    let counted: Counted[] = [];

    beforeAll(async () => {
      const [port, exporterPort] = [await freePort(), await freePort()];
      host = `127.0.0.1:${port}`;
      const job = (machine: string) =>
        `  - { job_name: ${machine}, metrics_path: /${machine}, static_configs: [{ targets: ['127.0.0.1:${exporterPort}'], labels: { team: shop } }] }\n`;
      writeFileSync(
        join(folder, 'prometheus.yml'),
        `global: { scrape_interval: 200ms, scrape_timeout: 200ms }\nscrape_configs:\n${job('a')}${job('b')}`,
      );
      const args = [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${host}`,
      ];
      const exporter = fileURLToPath(new URL('../../testdata/prometheus/exporter.mjs', import.meta.url));
      children.push(spawn(process.execPath, [exporter, String(exporterPort), String(COUNTING_SECONDS), 'wait'], { stdio: 'ignore' }));
      await until(`http://127.0.0.1:${exporterPort}/counted`);
      children.push(spawn('prometheus', args, { stdio: 'ignore' }));
      // Some seconds pass before it scrapes for the first time.
      await until(`http://${host}/api/v1/query?query=${encodeURIComponent('up == 1')}`, (text) => text.split('"__name__"').length > 2);
      startMs = Date.now();
      await until(`http://127.0.0.1:${exporterPort}/begin`);
      await sleep(COUNTING_SECONDS * 500);
      middleMs = Date.now();
      await sleep(COUNTING_SECONDS * 500 + 1200);
      endMs = Date.now();
      counted = JSON.parse(await until(`http://127.0.0.1:${exporterPort}/counted`)) as Counted[];
    });
    afterAll(async () => {
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(children.map(async (child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
      rmSync(folder, { recursive: true, force: true });
    });

    const readWindow = async (fromMs: number, toMs: number, more = '') => {
      const address = `prometheus+http://${host}?start=${fromMs / 1000}&end=${toMs / 1000}${more}`;
      const { runs } = await findRuns([address], { cwd: '/' });
      return readRun(runs[0]?.sources ?? [], { remote: { env: {}, fetch, now: () => new Date(toMs) } });
    };
    const countOf = (fits: (each: Counted) => boolean) => counted.filter(fits).reduce((sum, { times }) => sum + times.length, 0);

    it('gives exactly what the exporter counted, of both machines as one', async () => {
      const run = await readWindow(startMs, endMs);
      assertDocument(run);
      const routes = [...new Set(counted.map(({ route }) => route))];
      expect(run.endpoints.map(({ name }) => name).sort()).toEqual(routes.sort());
      for (const endpoint of run.endpoints) {
        expect(endpoint.requests).toBe(countOf(({ route }) => route === endpoint.name));
        expect(endpoint.failures).toBe(countOf(({ route, status }) => route === endpoint.name && status >= 400));
        const times = counted.filter(({ route }) => route === endpoint.name).flatMap((each) => each.times);
        const mean = (1000 * times.reduce((sum, time) => sum + time, 0)) / times.length;
        expect(endpoint.metrics.find(({ name }) => name === 'avg_latency_ms')).toMatchObject({
          value: expect.closeTo(mean, 6) as number,
          provenance: 'exact',
        });
      }
      expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(countOf(({ status }) => status >= 400));
      expect(run.timeline?.points.length).toBeGreaterThan(1);
    });
    it('gives the percentiles that Prometheus itself gives', async () => {
      const run = await readWindow(startMs, endMs);
      const query = 'histogram_quantile(0.95, sum by (le, route) (http_request_duration_seconds_bucket))';
      const answer = await fetch(`http://${host}/api/v1/query?query=${encodeURIComponent(query)}&time=${endMs / 1000}`);
      const { data } = (await answer.json()) as { data: { result: { metric: { route: string }; value: [number, string] }[] } };
      expect(data.result).toHaveLength(3);
      for (const { metric, value } of data.result) {
        const endpoint = run.endpoints.find(({ name }) => name === metric.route);
        const p95 = endpoint?.metrics.find(({ name }) => name === 'p95_latency_ms');
        expect(p95?.value).toBeCloseTo(1000 * Number(value[1]), 6);
        expect(p95).toMatchObject({ provenance: 'histogram' });
        expect(p95?.resolution).toBeGreaterThan(0);
      }
    });
    it('counts nothing twice and loses nothing between two windows', async () => {
      const [first, second] = [await readWindow(startMs, middleMs), await readWindow(middleMs, endMs)];
      const requests = (run: typeof first) => run.endpoints.reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
      expect(requests(first)).toBeGreaterThan(0);
      expect(requests(first) + requests(second)).toBe(countOf(() => true));
    });
    it('is narrowed down by a job, and named by other labels', async () => {
      const run = await readWindow(startMs, endMs, '&job=a&endpoint=method&method=&percentiles=50');
      expect(run.endpoints.map(({ name }) => name).sort()).toEqual(['GET', 'POST']);
      expect(run.endpoints.find(({ name }) => name === 'POST')?.requests).toBe(
        countOf(({ machine, method }) => machine === 'a' && method === 'POST'),
      );
      expect(run.endpoints[0]?.metrics.filter(({ name }) => /^p\d/.test(name)).map(({ name }) => name)).toEqual(['p50_latency_ms']);
    });
    it('says what it does not have, and what it cannot answer', async () => {
      await expect(readWindow(startMs, endMs, '&job=nobody')).rejects.toMatchObject({ code: 'no-requests' });
      await expect(readWindow(startMs, endMs, '&selector=job%3D~"("')).rejects.toMatchObject({
        code: 'prometheus-query',
        message: expect.stringMatching(/missing closing/) as string,
      });
      await expect(readWindow(startMs - 7_200_000, startMs - 3_600_000)).rejects.toMatchObject({ code: 'no-requests' });
    });
  },
);
