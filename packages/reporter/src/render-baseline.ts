import { describeMetric, findMetric } from '@loadline/schema/metrics';
import type { Baseline, Series } from '@loadline/schema/types';
import { ageInDays, describeAge, plural, shortCommit } from './describe-comparison.js';
import { cutMiddle, displayWidth } from './display-width.js';
import { escapeTerminal } from './escape-terminal.js';
import { formatNumber, formatQuantity } from './format-number.js';
import { median } from './median.js';
import { endpointName, serviceName } from './subject.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { diagnosticLines, factLine } from './terminal/sections.js';

/** What {@link renderBaseline} can be told. */
export interface RenderBaselineOptions extends TerminalOptions {
  /** Time of the reader, ISO 8601, for the age; without it no age is said. */
  now?: string;
  /** Every endpoint of every service, and every note. Default false: the 10 with the most requests. */
  all?: boolean;
}

/** Metrics that have a column, in the order in which they are given room. */
const COLUMNS = ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'error_rate_pct', 'rps', 'avg_latency_ms'] as const;

const MOST_ENDPOINTS = 10;
const MOST_REASONS = 10;

interface Part {
  name: string;
  requests: number | null;
  metrics: readonly Series[];
}

/**
 * A baseline for a terminal: what it is made of, how old it is, and per service and endpoint the median of each metric
 * over its runs (requests are added). A value that was estimated from a mean is marked with `~`. Ends with a line break.
 *
 * @example renderBaseline(baseline, { now: '2026-01-12T18:30:00Z' })
 */
export function renderBaseline(baseline: Baseline, options: RenderBaselineOptions = {}): string {
  const page = openPage(options);
  const all = options.all ?? false;
  const services = baseline.services.flatMap((service) => ['', ...serviceLines(page, service, all)]);
  const estimated = baseline.services.some((service) =>
    [service, ...service.endpoints].some(({ metrics }) => metrics.some(({ provenance }) => provenance === 'estimated')),
  );
  const lines = [
    ...factLine(page, 'baseline', describeInfo(baseline, options.now)),
    ...runLines(page, baseline),
    ...(baseline.baseline.rationale === undefined
      ? []
      : factLine(
          page,
          'accepted',
          [baseline.baseline.acceptedBy, baseline.baseline.rationale].filter((part) => part !== undefined).join(': '),
        )),
    ...services,
    ...(baseline.services.length === 0 ? factLine(page, 'empty', 'It holds no service.', 'doubt') : ['']),
    ...(estimated ? layRow(page, { indent: 1 }, [{ text: '~ estimated from the mean: shown, never judged', style: 'dim' }]) : []),
    ...invalidLines(page, baseline, all),
    ...diagnosticLines(page, baseline.diagnostics, all),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function describeInfo({ baseline, runs }: Baseline, now: string | undefined): string {
  const age = now === undefined ? undefined : ageInDays(baseline.createdAt, now);
  return [
    ...(baseline.suite === undefined ? [] : [`suite ${baseline.suite}`]),
    ...(baseline.environment === undefined ? [] : [`environment ${baseline.environment}`]),
    `${plural(runs.length, 'run')} (${baseline.strategy})`,
    `built ${baseline.createdAt.slice(0, 10)}${age === undefined ? '' : `, ${describeAge(age)}`}`,
    ...(baseline.users === null || baseline.users === undefined ? [] : [plural(baseline.users, 'user')]),
  ].join(', ');
}

function runLines(page: Page, { runs }: Baseline): string[] {
  const tools = [...new Set(runs.map(({ tool, toolVersion }) => (toolVersion === undefined ? tool : `${tool} ${toolVersion}`)))];
  const commits = [...new Set(runs.flatMap(({ commit }) => (commit === undefined ? [] : [shortCommit(commit)])))];
  return [
    ...(tools.length === 0 ? [] : factLine(page, 'measured by', tools.join(', '))),
    ...(commits.length === 0 ? [] : factLine(page, commits.length === 1 ? 'commit' : 'commits', commits.join(', '))),
  ];
}

function serviceLines(page: Page, service: Baseline['services'][number], all: boolean): string[] {
  const whole: Part = { name: 'all endpoints', requests: total(service.requests), metrics: service.metrics };
  const endpoints = service.endpoints.map((each): Part => ({
    name: endpointName(each.endpoint),
    requests: total(each.requests),
    metrics: each.metrics,
  }));
  const sorted = [...endpoints].sort((a, b) => (b.requests ?? 0) - (a.requests ?? 0));
  const shown = all ? sorted : sorted.slice(0, MOST_ENDPOINTS);
  const parts = service.metrics.length === 0 ? shown : [...shown, whole];
  const custom = service.metrics.filter(({ name }) => findMetric(name) === undefined);
  return [
    ...layRow(page, { indent: 1 }, [{ text: serviceName(service.name), style: 'bold' }]),
    ...partTable(page, parts),
    ...(shown.length < sorted.length
      ? layRow(page, { indent: 3 }, [{ text: `and ${formatNumber(sorted.length - shown.length)} more (--all shows them)`, style: 'dim' }])
      : []),
    ...custom.flatMap((series) => layRow(page, { indent: 3, hanging: 5 }, [{ text: series.name }, { text: writeSeries(page, series) }])),
  ];
}

function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function writeSeries(page: Page, series: Series | undefined): string {
  const value = series === undefined ? undefined : median(series.values);
  if (series === undefined || value === undefined) return page.unicode ? '—' : '-';
  return `${series.provenance === 'estimated' ? '~' : ''}${formatQuantity(value, series.unit, page)}`;
}

/** Parts under columns; columns for which there is no room are left out from the last on. */
function partTable(page: Page, parts: readonly Part[]): string[] {
  const present = COLUMNS.filter((name) => parts.some(({ metrics }) => metrics.some((series) => series.name === name)));
  const table = [
    ['', 'requests', ...present.map((name) => describeMetric(name).label)],
    ...parts.map(({ name, requests, metrics }) => [
      escapeTerminal(name, page),
      requests === null ? (page.unicode ? '—' : '-') : formatQuantity(requests, 'count', page),
      ...present.map((column) =>
        escapeTerminal(
          writeSeries(
            page,
            metrics.find((series) => series.name === column),
          ),
          page,
        ),
      ),
    ]),
  ];
  const indent = 3;
  const nameWidth = Math.min(Math.max(...table.map(([name = '']) => displayWidth(name))), Math.floor(page.width * 0.4));
  const widths: number[] = [];
  let used = indent + nameWidth;
  for (let column = 1; column < present.length + 2; column++) {
    const width = Math.max(...table.map((row) => displayWidth(row[column] ?? '')));
    used += width + 3;
    if (used > page.width) break;
    widths.push(width);
  }
  return table.flatMap(([name = '', ...values], index) => {
    const cells = widths.map((width, column): Cell => ({
      text: (values[column] ?? '').padStart(width),
      ...(index === 0 ? { style: 'dim' as const } : {}),
    }));
    return layRow(page, { indent }, [{ text: cutMiddle(name, nameWidth, page.unicode ? '…' : '...'), fill: nameWidth }, ...cells]);
  });
}

function invalidLines(page: Page, { invalid }: Baseline, all: boolean): string[] {
  const shown = all ? invalid : invalid.slice(0, MOST_REASONS);
  const lines = shown.flatMap((part) => {
    const what = [
      part.run === undefined ? undefined : `run ${part.run}`,
      part.service,
      part.endpoint === undefined ? undefined : endpointName(part.endpoint),
      part.metric,
    ].filter((name) => name !== undefined);
    return factLine(page, 'not usable', `${what.join(' ')}: ${part.reason}`, 'doubt');
  });
  return shown.length === invalid.length
    ? lines
    : [...lines, ...factLine(page, '', `and ${formatNumber(invalid.length - shown.length)} more (--all shows them)`)];
}
