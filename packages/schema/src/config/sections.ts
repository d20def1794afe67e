import type { CustomMetric, EndpointRules, LinkTemplate, Mute, Policy, ReportTarget, ServiceRule, Verdict } from '../generated/types.js';
import { checkLinkTemplate } from '../links.js';
import { describeMetric, findMetric, fullMetricName } from '../metrics.js';
import {
  child,
  complain,
  type Cursor,
  expectShape,
  isWritten,
  readKeys,
  readList,
  readNumber,
  readSeconds,
  readText,
  readWord,
} from './cursor.js';
import { resolveMetric } from './gates.js';
import { readMatch, readMatches, readPattern } from './matches.js';

/** All verdicts, worst first. */
export const VERDICTS: readonly Verdict[] = ['fail', 'missing', 'invalid', 'inconclusive', 'warn', 'new', 'improved', 'pass'];

const LATER_BASELINES = ['history', 'merge-base', 'previous run', 'same job'];

/** Reads `baseline`: a file, or `{ from, runs }`. */
export function readBaseline(cursor: Cursor, fallback: Policy['baseline']): Policy['baseline'] {
  if (!isWritten(cursor)) return fallback;
  if (typeof cursor.value === 'string') return { ...fallback, from: readBaselineFrom(cursor) ?? fallback.from };
  const keys = readKeys(cursor, ['from', 'runs']);
  const from = keys.includes('from') ? readBaselineFrom(child(cursor, 'from')) : undefined;
  const runs = keys.includes('runs') ? readNumber(child(cursor, 'runs'), 1, true) : undefined;
  return { from: from ?? fallback.from, runs: runs ?? fallback.runs };
}

function readBaselineFrom(cursor: Cursor): string | undefined {
  const from = readText(cursor);
  if (from !== undefined && LATER_BASELINES.includes(from)) {
    complain(cursor, {
      code: 'config-reserved',
      found: `the baseline \`${from}\``,
      expected: 'a file, such as `docs/performance-baselines.json`',
      hint: `\`${from}\` comes with a later version.`,
    });
    return undefined;
  }
  return from;
}

/** Reads `endpoints`: names to rewrite, endpoints to leave out. */
export function readEndpointRules(cursor: Cursor): EndpointRules {
  readKeys(cursor, ['rename', 'ignore']);
  const rename = readList(child(cursor, 'rename')).flatMap((item) => {
    readKeys(item, ['from', 'to']);
    const from = readPattern(child(item, 'from'));
    const to = readText(child(item, 'to'));
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  return { rename, ignore: readMatches(child(cursor, 'ignore')) };
}

/** Reads `services`. */
export function readServices(cursor: Cursor): ServiceRule[] {
  const seen = new Set<string>();
  return readList(cursor).flatMap((item) => {
    readKeys(item, ['name', 'match']);
    const at = child(item, 'name');
    const name = readText(at);
    if (name !== undefined && seen.has(name))
      complain(at, {
        code: 'config-twice',
        found: `the service \`${name}\` a second time`,
        expected: 'each name once',
        hint: 'Give `match` a list to join what belongs together.',
      });
    if (name !== undefined) seen.add(name);
    const match = child(item, 'match');
    if (!isWritten(match)) expectShape(match, 'a match or a list of matches');
    const matches = readMatches(match);
    return name === undefined ? [] : [{ name, match: matches }];
  });
}

const CUSTOM_KEYS = ['name', 'unit', 'better', 'from', 'service', 'endpoint', 'match'] as const;

/** Reads `metrics`: the user’s own, derived (`from`) or given by hand. */
export function readCustomMetrics(cursor: Cursor): CustomMetric[] {
  const seen = new Set<string>();
  return readList(cursor).flatMap((item) => {
    const metric = readCustomMetric(item);
    if (metric === undefined) return [];
    const at = child(item, 'name');
    if (findMetric(metric.name) !== undefined)
      complain(at, {
        code: 'config-twice',
        found: `the built-in name \`${metric.name}\` for a custom metric`,
        expected: 'a name of its own',
      });
    if (seen.has(metric.name))
      complain(at, { code: 'config-twice', found: `the metric \`${metric.name}\` a second time`, expected: 'each name once' });
    seen.add(metric.name);
    return [metric];
  });
}

function readCustomMetric(item: Cursor): CustomMetric | undefined {
  const keys = readKeys(item, CUSTOM_KEYS);
  const has = (key: (typeof CUSTOM_KEYS)[number]) => keys.includes(key) && isWritten(child(item, key));
  const name = readText(child(item, 'name'));
  if (name === undefined) return undefined;
  const fromText = has('from') ? readText(child(item, 'from')) : undefined;
  const source = fromText === undefined ? undefined : findMetric(fullMetricName(fromText));
  if (fromText !== undefined && source === undefined) {
    complain(child(item, 'from'), {
      code: 'config-unknown-word',
      found: `\`from: ${fromText}\``,
      expected: 'a built-in metric such as `p95`, `avg`, `rps` or `errors`',
    });
  }
  if (has('match') && source?.name !== 'error_rate_pct') {
    complain(child(item, 'match'), {
      code: 'config-shape',
      at: 'key',
      found: '`match` in a metric that is not taken from `errors`',
      expected: '`endpoint` to choose endpoints, or `from: errors` to choose messages',
    });
  }
  const guessed = describeMetric(name);
  const unit = (has('unit') ? readText(child(item, 'unit')) : undefined) ?? source?.unit ?? guessed.unit;
  const better =
    (has('better') ? readWord(child(item, 'better'), ['lower', 'higher', 'none'] as const) : undefined) ?? source?.better ?? 'none';
  if (source === undefined && !has('better'))
    complain(item, {
      code: 'config-shape',
      found: `the custom metric \`${name}\` without \`better\``,
      expected: '`better: lower`, `better: higher` or `better: none`',
    });
  const service = has('service') ? readText(child(item, 'service')) : undefined;
  const endpoint = has('endpoint') ? readMatch(child(item, 'endpoint')) : undefined;
  const message = has('match') ? readPattern(child(item, 'match')) : undefined;
  return {
    name,
    unit,
    better,
    ...(source === undefined ? {} : { from: source.name }),
    ...(service === undefined ? {} : { service }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(message === undefined ? {} : { message }),
  };
}

/** Reads `mute`: findings that do not count until a day. */
export function readMutes(cursor: Cursor, custom: readonly CustomMetric[]): Mute[] {
  return readList(cursor).flatMap((item) => {
    readKeys(item, ['match', 'metric', 'until', 'reason']);
    const match = readMatch(child(item, 'match'));
    const reason = readText(child(item, 'reason'));
    const until = readDay(child(item, 'until'));
    const at = child(item, 'metric');
    const metricName = isWritten(at) ? readText(at) : undefined;
    const metric = metricName === undefined ? undefined : resolveMetric(metricName, custom)?.name;
    if (metricName !== undefined && metric === undefined)
      complain(at, { code: 'config-unknown-word', found: `the metric \`${metricName}\``, expected: 'a built-in or custom metric' });
    if (match === undefined || reason === undefined || until === undefined) return [];
    return [{ match, ...(metric === undefined ? {} : { metric }), until, reason }];
  });
}

function readDay(cursor: Cursor): string | undefined {
  const day = cursor.value;
  const time = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (typeof day === 'string' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return day;
  return expectShape(cursor, 'a day such as `2026-12-15`');
}

/** Reads `read`. */
export function readReadRules(cursor: Cursor, fallback: Policy['read']): Policy['read'] {
  readKeys(cursor, ['warmup', 'jmeter', 'columns']);
  const warmup = child(cursor, 'warmup');
  const jmeter = child(cursor, 'jmeter');
  readKeys(jmeter, ['rows']);
  const rows = child(jmeter, 'rows');
  const columns = child(cursor, 'columns');
  return {
    warmupSeconds: (isWritten(warmup) ? readSeconds(warmup) : undefined) ?? fallback.warmupSeconds,
    jmeter: { rows: (isWritten(rows) ? readWord(rows, ['samples', 'transactions', 'both'] as const) : undefined) ?? fallback.jmeter.rows },
    columns: isWritten(columns) ? readList(columns, true).flatMap((item) => readText(item) ?? []) : (fallback.columns ?? []),
  };
}

/** Reads `reports`: `{ format, to }`, or `md=FILE` in one text. */
export function readReports(cursor: Cursor): ReportTarget[] {
  return readList(cursor).flatMap((item) => {
    if (typeof item.value === 'string') {
      const [format = '', ...rest] = item.value.split('=');
      return [{ format: format.trim(), ...(rest.length === 0 ? {} : { to: rest.join('=').trim() }) }];
    }
    readKeys(item, ['format', 'to']);
    const format = readText(child(item, 'format'));
    const to = child(item, 'to');
    const file = isWritten(to) ? readText(to) : undefined;
    return format === undefined ? [] : [{ format, ...(file === undefined ? {} : { to: file }) }];
  });
}

/** Reads `failOn`: a list of verdicts, or `none`. */
export function readFailOn(cursor: Cursor, fallback: readonly Verdict[]): Verdict[] {
  if (!isWritten(cursor)) return [...fallback];
  if (cursor.value === 'none') return [];
  return readList(cursor, true).flatMap((item) => readWord(item, VERDICTS) ?? []);
}

/** Reads `parameters`: numbers of the decision procedure. */
export function readParameters(cursor: Cursor, fallback: Policy['parameters']): Policy['parameters'] {
  const result = { ...fallback };
  for (const key of readKeys(cursor, Object.keys(fallback)) as (keyof Policy['parameters'])[]) {
    const given = readNumber(child(cursor, key));
    if (given !== undefined) result[key] = given;
  }
  return result;
}

/** Reads `github`: labels by severity, and whose issues are ours. */
export function readGithub(cursor: Cursor, fallback: Policy['github']): Policy['github'] {
  readKeys(cursor, ['labels', 'authors']);
  const labels = child(cursor, 'labels');
  readKeys(labels, ['fail', 'warn']);
  const texts = (at: Cursor, otherwise: string[]) =>
    isWritten(at) ? readList(at, true).flatMap((item) => readText(item) ?? []) : otherwise;
  return {
    labels: { fail: texts(child(labels, 'fail'), fallback.labels.fail), warn: texts(child(labels, 'warn'), fallback.labels.warn) },
    authors: texts(child(cursor, 'authors'), fallback.authors),
  };
}

/** Reads `links`: addresses of dashboards and traces by their names. */
export function readLinks(cursor: Cursor): LinkTemplate[] {
  if (!isWritten(cursor)) return [];
  if (typeof cursor.value !== 'object' || Array.isArray(cursor.value)) {
    expectShape(cursor, 'an object with a name and an address for each link, such as `traces: "https://traces.example/?from={startMs}"`');
    return [];
  }
  return Object.keys(cursor.value as object).flatMap((name) => {
    const at = child(cursor, name);
    const template = readText(at);
    const problem = template === undefined ? undefined : checkLinkTemplate(template);
    if (problem !== undefined) complain(at, { code: 'config-link', ...problem });
    return template === undefined || problem !== undefined ? [] : [{ name, template }];
  });
}
