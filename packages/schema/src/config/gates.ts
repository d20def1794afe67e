import type { CustomMetric, Gate, GateLimits, Limit, ServiceRule } from '../generated/types.js';
import { type LimitLevel, parseLimit } from '../limits.js';
import { builtInMetrics, describeMetric, findMetric, fullMetricName, type MetricInfo, shortMetricNames } from '../metrics.js';
import {
  child,
  complain,
  complainUnknown,
  type Cursor,
  describeValue,
  expectShape,
  isWritten,
  readKeys,
  readList,
  readText,
} from './cursor.js';
import { readMatch } from './matches.js';

const SELECTORS = ['match', 'service', 'run'] as const;
const LEVELS: readonly LimitLevel[] = ['warn', 'fail', 'slo'];

/** What `gates` means when nothing is written. */
export const DEFAULT_GATES = [
  { p50: { warn: '+10%', fail: '+25%' }, p95: { warn: '+10%', fail: '+25%' }, errors: { fail: '+0.5pp' }, rps: { fail: '-25%' } },
] as const;

/** What a gate may speak of. */
export interface GateContext {
  metrics: readonly CustomMetric[];
  services: readonly ServiceRule[];
}

/** Reads the list of gates. */
export function readGates(cursor: Cursor, context: GateContext, builtIn = false): Gate[] {
  return readList(cursor, true).flatMap((item, index) => readGate(item, index, context, builtIn) ?? []);
}

function readGate(cursor: Cursor, index: number, context: GateContext, builtIn: boolean): Gate | undefined {
  if (typeof cursor.value !== 'object' || cursor.value === null || Array.isArray(cursor.value))
    return expectShape(cursor, 'a gate such as `{ p95: { fail: "+30%" } }`');
  const names = Object.keys(cursor.value).filter((key) => !(SELECTORS as readonly string[]).includes(key));
  const limits = names.flatMap((name) => readMetricLimits(child(cursor, name), name, context) ?? []);
  if (names.length === 0)
    complain(cursor, {
      code: 'config-empty-gate',
      found: 'a gate without a metric',
      expected: 'a metric with its limits, such as `p95: { fail: "+30%" }`',
    });
  const match = child(cursor, 'match');
  const service = child(cursor, 'service');
  const run = child(cursor, 'run');
  const said = [match, service, run].filter(isWritten);
  if (said.length > 1) {
    complain(said[1] ?? cursor, {
      code: 'config-gate-scope',
      at: 'key',
      found: `\`${said.map((at) => String(at.path.at(-1))).join('` and `')}\` in one gate`,
      expected: 'one of them: `match` judges endpoints, `service` a service as a whole, `run` the whole run',
      hint: 'For the endpoints of a service write `match: { service: NAME }`.',
    });
    return undefined;
  }
  if (isWritten(service)) {
    const name = readServiceName(service, context.services);
    return name === undefined ? undefined : { index, scope: 'service', service: name, limits, default: builtIn };
  }
  if (isWritten(run)) {
    if (run.value !== true) return expectShape(run, '`true`');
    return { index, scope: 'run', limits, default: builtIn };
  }
  if (!isWritten(match)) return { index, scope: 'endpoint', limits, default: builtIn };
  const read = readMatch(match);
  return read === undefined ? undefined : { index, scope: 'endpoint', match: read, limits, default: builtIn };
}

function readServiceName(cursor: Cursor, services: readonly ServiceRule[]): string | undefined {
  const name = readText(cursor);
  if (name === undefined || name.includes('*')) return name;
  const known = services.length === 0 ? ['all'] : [...services.map((service) => service.name), 'other'];
  if (known.includes(name)) return name;
  complainUnknown(cursor, 'value', name, known, 'the service');
  return undefined;
}

/** Metric, in full, with the limits that are written for it. `false` takes the metric out of the gates before. */
function readMetricLimits(cursor: Cursor, name: string, context: GateContext): GateLimits | undefined {
  const metric = resolveMetric(name, context.metrics);
  if (metric === undefined) {
    const known = [
      ...new Set([
        'p50',
        'p95',
        'p99',
        ...shortMetricNames,
        ...builtInMetrics.map((info) => info.name),
        ...context.metrics.map((custom) => custom.name),
        ...SELECTORS,
      ]),
    ];
    if (['endpoint', 'endpoints', 'name'].includes(name)) {
      complain(cursor, {
        code: 'config-unknown-key',
        at: 'key',
        found: `the key \`${name}\` in a gate`,
        expected: '`match`, `service`, `run`, or a metric',
        hint: 'Did you mean `match`?',
      });
      return undefined;
    }
    const near = /^p\d/i.test(name) ? 'pN, where N is from 0 to 100' : undefined;
    if (near === undefined) complainUnknown(cursor, 'key', name, known, 'the metric');
    else complain(cursor, { code: 'config-unknown-key', at: 'key', found: `the metric \`${name}\``, expected: near });
    return undefined;
  }
  if (cursor.value === false) return { metric: metric.name };
  if (typeof cursor.value === 'string') {
    const fail = readLimit(cursor, metric, 'fail');
    return fail === undefined ? undefined : { metric: metric.name, fail };
  }
  const limits: GateLimits = { metric: metric.name };
  for (const level of readKeys(cursor, LEVELS) as LimitLevel[]) {
    const limit = readLimit(child(cursor, level), metric, level);
    if (limit !== undefined) limits[level] = limit;
  }
  if (!isWritten(cursor)) expectShape(cursor, 'limits such as `{ warn: "+10%", fail: "+25%" }`, or `false` for none');
  return limits;
}

/** Built-in by full or short name, or custom as declared. */
export function resolveMetric(name: string, custom: readonly CustomMetric[]): MetricInfo | undefined {
  const declared = custom.find((metric) => metric.name === name);
  if (declared !== undefined) return describeMetric(declared.name, declared);
  return findMetric(fullMetricName(name));
}

function readLimit(cursor: Cursor, metric: MetricInfo, level: LimitLevel): Limit | undefined {
  if (typeof cursor.value !== 'string') {
    const hint =
      typeof cursor.value === 'number'
        ? `A bare number does not say what it is of: write "+${cursor.value}%" or "> ${cursor.value}${metric.unit === 'ms' ? 'ms' : ''}".`
        : undefined;
    complain(cursor, {
      code: 'config-limit',
      found: `${describeValue(cursor.value)} as a ${level} limit for ${metric.label}`,
      expected: 'a text such as `"+30%"`',
      ...(hint === undefined ? {} : { hint }),
    });
    return undefined;
  }
  const { limit, problem } = parseLimit(cursor.value, metric, level);
  if (limit !== undefined) return limit;
  complain(cursor, { code: 'config-limit', ...problem });
  return undefined;
}
