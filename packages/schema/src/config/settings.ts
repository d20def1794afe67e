import type { Gate, Match, Pattern, Policy } from '../generated/types.js';
import { findMetric } from '../metrics.js';
import { child, type ConfigSetting, type Cursor, isWritten } from './cursor.js';

/** Every setting in force, in the order of the documentation, each with the path it was written at (undefined: a default). */
export function describePolicy(policy: Policy, root: Cursor): ConfigSetting[] {
  const settings: ConfigSetting[] = [];
  const add = (name: string, value: string, path: readonly (string | number)[]) => {
    settings.push({ name, value, path: nearestWritten(root, path) });
  };
  add('rules', '1', ['rules']);
  add('suite', policy.suite, ['suite']);
  add('environment', policy.environment ?? '(none)', ['environment']);
  add('baseline.from', policy.baseline.from, typeof child(root, 'baseline').value === 'string' ? ['baseline'] : ['baseline', 'from']);
  add('baseline.runs', String(policy.baseline.runs), ['baseline', 'runs']);
  addList(
    settings,
    'endpoints.rename',
    policy.endpoints.rename.map((rule) => `${formatPattern(rule.from)} → ${rule.to}`),
    ['endpoints', 'rename'],
    root,
  );
  addList(settings, 'endpoints.ignore', policy.endpoints.ignore.map(formatMatch), ['endpoints', 'ignore'], root);
  addList(
    settings,
    'services',
    policy.services.map((service) => `${service.name}: ${service.match.map(formatMatch).join(', ')}`),
    ['services'],
    root,
  );
  addList(settings, 'metrics', policy.metrics.map(formatCustomMetric), ['metrics'], root);
  for (const gate of policy.gates) addGate(settings, gate, root);
  addList(
    settings,
    'mute',
    policy.mute.map(
      (mute) => `${formatMatch(mute.match)}${mute.metric === undefined ? '' : ` ${mute.metric}`} until ${mute.until}: ${mute.reason}`,
    ),
    ['mute'],
    root,
  );
  add('evidence', policy.evidence, ['evidence']);
  add('read.warmup', `${policy.read.warmupSeconds}s`, ['read', 'warmup']);
  add('read.jmeter.rows', policy.read.jmeter.rows, ['read', 'jmeter', 'rows']);
  addList(settings, 'read.columns', policy.read.columns ?? [], ['read', 'columns'], root);
  addList(
    settings,
    'reports',
    policy.reports.map((report) => `${report.format}${report.to === undefined ? '' : `=${report.to}`}`),
    ['reports'],
    root,
  );
  add('failOn', policy.failOn.join(', ') || 'none', ['failOn']);
  for (const [name, value] of Object.entries(policy.parameters)) add(`parameters.${name}`, String(value), ['parameters', name]);
  add('github.labels.fail', policy.github.labels.fail.join(', '), ['github', 'labels', 'fail']);
  add('github.labels.warn', policy.github.labels.warn.join(', '), ['github', 'labels', 'warn']);
  add('github.authors', policy.github.authors.join(', '), ['github', 'authors']);
  for (const { name, template } of policy.links ?? []) add(`links.${name}`, template, ['links', name]);
  if (policy.links === undefined) add('links', '(none)', ['links']);
  return settings;
}

function addList(settings: ConfigSetting[], name: string, values: string[], path: readonly (string | number)[], root: Cursor): void {
  if (values.length === 0) settings.push({ name, value: '(none)', path: nearestWritten(root, path) });
  values.forEach((value, index) => settings.push({ name: `${name}[${index}]`, value, path: nearestWritten(root, [...path, index]) }));
}

function addGate(settings: ConfigSetting[], gate: Gate, root: Cursor): void {
  const subject =
    gate.scope === 'run'
      ? 'whole run'
      : gate.scope === 'service'
        ? `service ${gate.service ?? ''}`
        : gate.match === undefined
          ? 'each endpoint'
          : formatMatch(gate.match);
  for (const limits of gate.limits) {
    const said = (['warn', 'fail', 'slo'] as const).flatMap((level) =>
      limits[level] === undefined ? [] : [`${level} ${limits[level].text}`],
    );
    settings.push({
      name: `gates[${gate.index}].${findMetric(limits.metric)?.label ?? limits.metric}`,
      value: `${subject}: ${said.join(', ') || 'not gated'}`,
      path: gate.default ? undefined : nearestWritten(root, ['gates', gate.index, ...writtenKey(root, gate.index, limits.metric)]),
    });
  }
}

/** The key under which a metric was written: its short or its full name. */
function writtenKey(root: Cursor, index: number, metric: string): string[] {
  const gate = child(child(root, 'gates'), index).value;
  if (gate === null || typeof gate !== 'object') return [];
  return Object.keys(gate)
    .filter((key) => key === metric || findMetric(key)?.name === metric)
    .slice(0, 1);
}

/** The longest beginning of a path at which something was written; undefined when not even its first step was. */
function nearestWritten(root: Cursor, path: readonly (string | number)[]): readonly (string | number)[] | undefined {
  let cursor = root;
  for (const part of path) {
    const next = child(cursor, part);
    if (!isWritten(next)) return typeof part === 'number' && cursor !== root ? cursor.path : undefined;
    cursor = next;
  }
  return cursor.path;
}

function formatPattern(pattern: Pattern): string {
  return 'glob' in pattern ? pattern.glob : `/${pattern.regex}/`;
}

/** A match as a person would write it. */
export function formatMatch(match: Match): string {
  const parts = (['name', 'method', 'service', 'scenario', 'group'] as const).flatMap((key) =>
    match[key] === undefined ? [] : [`${key} ${formatPattern(match[key])}`],
  );
  if (match.kind !== undefined) parts.push(`kind ${match.kind}`);
  for (const tag of match.tags ?? []) parts.push(`tag ${tag.name} ${formatPattern(tag.value)}`);
  return [...(match.text === undefined ? [] : [formatPattern(match.text)]), ...parts].join(', ');
}

function formatCustomMetric(metric: Policy['metrics'][number]): string {
  const from = metric.from === undefined ? 'given' : `from ${metric.from}`;
  const where = [
    metric.service,
    metric.endpoint === undefined ? undefined : formatMatch(metric.endpoint),
    metric.message === undefined ? undefined : `messages ${formatPattern(metric.message)}`,
  ].filter((part) => part !== undefined);
  return `${metric.name} (${metric.unit || 'no unit'}, ${metric.better} is better) ${from}${where.length === 0 ? '' : ` of ${where.join(', ')}`}`;
}
