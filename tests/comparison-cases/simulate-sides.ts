import { createHash } from 'node:crypto';
import type { Run } from '../../packages/schema/src/index.js';
import { type Change, type ReportOptions, type ServiceEndpoint, simulateReport } from '../../packages/simulate/src/index.js';
import { shop } from './shop.js';

/** Runs of two sides before they are grouped. */
export interface Sides {
  baseline: Run[];
  current: Run[];
}

/** How two sides are drawn; what is not said is as in `simulateReport`. */
export interface SidesSketch extends Omit<ReportOptions, 'service' | 'endpoints'> {
  endpoints?: readonly ServiceEndpoint[];
  changes?: readonly Change[];
}

/** Nightly runs begin here, and the judged runs there. */
const FIRST_NIGHT = Date.parse('2026-01-05T02:00:00Z');
const JUDGED = Date.parse('2026-01-12T18:30:00Z');
const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/** Two sides of the shop: every request drawn, so that they have timelines; told as a k6 script in CI would have told them. */
export function simulateSides({ endpoints = shop, ...options }: SidesSketch): Sides {
  const { baseline, current } = simulateReport({
    samples: true,
    durationSeconds: 120,
    users: 50,
    percentiles: [50, 75, 90, 95, 99, 99.9],
    ...options,
    service: { endpoints },
  });
  const firstNight = FIRST_NIGHT - Math.max(0, baseline.length - 7) * DAY_MS;
  return {
    baseline: baseline.map((run, at) => told(run, 'main', firstNight + at * DAY_MS, hashOf(`main ${at}`))),
    current: current.map((run, at) => told(run, 'faster-search', JUDGED + at * HALF_HOUR_MS, hashOf('faster-search'))),
  };
}

/** The same run with what a pipeline knows of it: when, which commit, on which machine. */
function told(run: Run, branch: string, startMs: number, commit: string): Run {
  return {
    ...run,
    run: {
      ...run.run,
      id: hashOf(`${branch} ${startMs}`).slice(0, 16),
      tool: 'k6',
      toolVersion: '1.4.2',
      startedAt: new Date(startMs).toISOString(),
      load: { model: 'closed', users: run.run.load.users ?? null },
      labels: { commit, branch, environment: 'staging-eu', repository: 'shop/api' },
      environment: { name: 'staging-eu', machine: 'c7g.2xlarge', os: 'Linux 6.12', cpuCount: 8 },
    },
    errors: run.errors.flatMap(({ endpoint, count }) => worded(count).map((error) => ({ ...error, ...(endpoint && { endpoint }) }))),
  };
}

/** What a client sees of so many failures: most are refused, some time out. */
function worded(count: number): { message: string; status?: string; count: number }[] {
  const timeouts = Math.floor(count / 4);
  const refused = { message: '503 Service Unavailable: upstream connect error or disconnect/reset before headers', status: '503' };
  return [
    { ...refused, count: count - timeouts },
    { message: 'request timeout: context deadline exceeded (30s)', count: timeouts },
  ].filter((each) => each.count > 0);
}

/** Forty hexadecimal digits, like a commit. */
export const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Both sides with every run changed. */
export function mapSides({ baseline, current }: Sides, change: (run: Run, side: 'baseline' | 'current', at: number) => Run): Sides {
  return {
    baseline: baseline.map((run, at) => change(run, 'baseline', at)),
    current: current.map((run, at) => change(run, 'current', at)),
  };
}

/** A run without some of its endpoints. */
export function without(run: Run, ...names: readonly string[]): Run {
  const isGone = (name: string | undefined): boolean => name !== undefined && names.includes(name);
  return {
    ...run,
    endpoints: run.endpoints.filter(({ name }) => !isGone(name)),
    errors: run.errors.filter(({ endpoint }) => !isGone(endpoint?.name)),
  };
}
