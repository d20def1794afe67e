import type { Run } from '@loadline/schema';
import type { Random } from '@loadline/stats';
import { buildRun, type Numbers } from './build.js';

/** How runs are drawn, for tests. */
export interface Drawn {
  /** Runs. */
  runs: number;
  /** Factor of the latencies of the first endpoint. */
  factor?: number;
  /** Standard deviation of the logarithm from run to run, half of its variance common to all endpoints. */
  sigma?: number;
  /** Start of the ids. */
  name?: string;
}

const ENDPOINTS = 8;

/** Runs of eight endpoints whose latencies are lognormal from run to run, for tests. */
export function drawRuns(random: Random, { runs, factor = 1, sigma = 0.05, name = 'run' }: Drawn): Run[] {
  return Array.from({ length: runs }, (_, run) => {
    const common = random.normal();
    const endpoints = Array.from({ length: ENDPOINTS }, (_, index): [string, Numbers] => {
      const noise = sigma * (common + random.normal()) * Math.SQRT1_2;
      const ms = 200 * Math.exp(noise) * (index === 0 ? factor : 1);
      return [`/${index}`, { requests: 5000, failures: 0, p50: ms / 3, p90: ms * 0.75, p95: ms, p99: ms * 1.9 }];
    });
    return buildRun({ all: Object.fromEntries(endpoints) }, { id: `${name}-${run}` });
  });
}
