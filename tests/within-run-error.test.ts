import { describe, expect, it } from 'vitest';
import { bytesSource, groupServices, readRun } from '../packages/parsers/src/index.js';
import type { Metric, Run } from '../packages/schema/src/index.js';
import { exampleService, type Sample, simulateSamples, writeJtl } from '../packages/simulate/src/index.js';

// What a run says of how exactly it knows its values, held to how far the values of runs of the same service really differ.
// Requests resemble the one before (an autoregression of first order on the normal scale). The seeds are fixed.

const METRICS = ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'avg_latency_ms'] as const;
const service = exampleService(1);
const HEADER = 'metric_name,timestamp,metric_value,error,method,name,status\n';

/** The requests as k6 writes them, their times × a factor. */
function writeK6(samples: Iterable<Sample>, factor = 1): string {
  let text = HEADER;
  for (const { startMs, elapsedMs } of samples)
    text += `http_req_duration,${1_790_000_000 + Math.floor(startMs / 1000)},${elapsedMs * factor},,GET,/a,200\n`;
  return text;
}
const read = (text: string): Promise<Run> => readRun([bytesSource('run', text)]);
const samplesOf = (seed: number, requests: number, rho: number) =>
  simulateSamples(service, { seed, requests, rho, sigma: 0, throughputNoise: 0 });
const find = (metrics: readonly Metric[] | undefined, name: string) => metrics?.find((metric) => metric.name === name);
const deviation = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

/** Measured over true: the root of the mean square of the standard errors, over the deviation of the logarithms. */
async function ratios(
  runs: number,
  requests: number,
  rho: number,
  write: (samples: Iterable<Sample>) => string,
): Promise<Map<string, number>> {
  const found = new Map(METRICS.map((name) => [name, { logs: [] as number[], squares: 0 }]));
  for (let seed = 1; seed <= runs; seed++) {
    const [endpoint] = (await read(write(samplesOf(seed, requests, rho)))).endpoints;
    for (const [name, entry] of found) {
      const { value = NaN, lnStandardError = NaN } = find(endpoint?.metrics, name) ?? {};
      entry.logs.push(Math.log(value));
      entry.squares += lnStandardError ** 2;
    }
  }
  return new Map([...found].map(([name, { logs, squares }]) => [name, Math.sqrt(squares / runs) / deviation(logs)]));
}

describe('the standard error that a run measures of its own values', () => {
  it.each([0, 0.5, 0.9])('is that of 5,000 requests, with an autocorrelation of %f', async (rho) => {
    for (const [name, ratio] of await ratios(100, 5000, rho, writeK6)) {
      expect(ratio, name).toBeGreaterThan(0.8);
      expect(ratio, name).toBeLessThan(name === 'avg_latency_ms' ? 1.5 : 1.25);
    }
  });
  it.each([0, 0.5, 0.9])('is that of 500 requests, in whole ms, with an autocorrelation of %f', async (rho) => {
    const found = await ratios(250, 500, rho, writeJtl);
    for (const name of ['p50_latency_ms', 'p95_latency_ms', 'avg_latency_ms']) {
      expect(found.get(name), name).toBeGreaterThan(0.85);
      expect(found.get(name), name).toBeLessThan(1.35);
    }
  });
  it('does not depend on the unit', async () => {
    const [one, other] = await Promise.all([1, 1000].map((factor) => read(writeK6(samplesOf(1, 5000, 0.5), factor))));
    for (const name of METRICS) {
      const [own, scaled] = [one, other].map((run) => find(run?.endpoints[0]?.metrics, name));
      // Many different times are counted in buckets of 0.27 %, whose ends lie elsewhere.
      expect(Math.abs((scaled?.value ?? NaN) / (own?.value ?? NaN) / 1000 - 1), name).toBeLessThan(0.003);
      expect(Math.abs((scaled?.lnStandardError ?? NaN) / (own?.lnStandardError ?? NaN) - 1), name).toBeLessThan(0.05);
    }
  });
  it('is that of the endpoint where it is the only one of its service and of the run', async () => {
    const run = groupServices(await read(writeK6(samplesOf(1, 2000, 0.5))), { services: [], metrics: [] });
    for (const name of METRICS) {
      const { lnStandardError } = find(run.endpoints[0]?.metrics, name) ?? {};
      expect(lnStandardError, name).toBeGreaterThan(0);
      expect(find(run.services?.[0]?.metrics, name)?.lnStandardError).toBe(lnStandardError);
      expect(find(run.total?.metrics, name)?.lnStandardError).toBe(lnStandardError);
    }
  });
});
