import type { MeasuredNumber, Noise } from '@loadline/schema/types';
import { plural, shortCommit } from './describe-comparison.js';
import { displayWidth } from './display-width.js';
import { formatNumber } from './format-number.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { diagnosticLines, factLine } from './terminal/sections.js';

/**
 * Measured noise for a terminal: what it was measured over, and of latencies, throughputs and failures the deviation from run
 * to run with its interval, the range over the endpoints, and what comparisons take of it. Ends with a line break.
 *
 * @example renderNoise(noise, { width: 80 })
 */
export function renderNoise(noise: Noise, options: TerminalOptions = {}): string {
  const page = openPage(options);
  const commits = [...new Set(noise.runs.flatMap(({ commit }) => (commit === undefined ? [] : [shortCommit(commit)])))];
  const drift = noise.latency?.drift;
  const percent = (share: number) => formatNumber(share * 100, { ...page, digits: 2 });
  const lines = [
    ...factLine(page, 'noise', describeInfo(noise)),
    ...(commits.length === 0 ? [] : factLine(page, commits.length === 1 ? 'commit' : 'commits', commits.join(', '))),
    '',
    ...table(page, noise),
    '',
    ...(drift === undefined
      ? []
      : factLine(
          page,
          'common',
          `${percent(drift.value)} % of the variance of latencies moves all endpoints at once (${percent(drift.low)} to ${percent(drift.high)} %)`,
        )),
    ...factLine(page, 'taken', 'what comparisons expect from now on: what was measured, weighed with what is usual'),
    ...diagnosticLines(page, noise.diagnostics, true),
  ];
  return `${lines.join('\n')}\n`;
}

function describeInfo({ noise, runs, endpoints }: Noise): string {
  return [
    ...(noise.suite === undefined ? [] : [`suite ${noise.suite}`]),
    ...(noise.environment === undefined ? [] : [`environment ${noise.environment}`]),
    `${plural(runs.length, 'run')} of ${noise.tool}`,
    plural(endpoints, 'endpoint'),
    ...(noise.users === null || noise.users === undefined ? [] : [plural(noise.users, 'user')]),
  ].join(', ');
}

/** A row of the table: a name, the measured number, the range over endpoints, what is taken. */
interface Row {
  name: string;
  measured: MeasuredNumber;
  unit: string;
  endpoints?: { least: number; most: number };
  taken: number | undefined;
}

function rowsOf({ latency, throughput, errors, parameters }: Noise): Row[] {
  const row = (name: string, measured: MeasuredNumber | undefined, taken: number | undefined, unit = ' %'): Row[] =>
    measured === undefined ? [] : [{ name, measured, unit, taken }];
  const ofClass = (name: string, part: Noise['latency'], taken: number | undefined) =>
    row(name, part?.noisePct, taken).map((each) => ({ ...each, ...(part === undefined ? {} : { endpoints: part.endpointsPct }) }));
  return [
    ...ofClass('latency', latency, parameters.latencyNoisePct),
    ...ofClass('throughput', throughput, parameters.throughputNoisePct),
    ...row('error rate', errors?.noisePct, parameters.errorNoisePct),
    ...row('bursts', errors?.dispersion, parameters.errorDispersion, ''),
  ];
}

function table(page: Page, noise: Noise): string[] {
  const number = (value: number) => formatNumber(value, { ...page, digits: 2 });
  const range = (low: number, high: number, unit: string) => `${number(low)} to ${number(high)}${unit}`;
  const none = page.unicode ? '—' : '-';
  const texts = [
    ['', 'from run to run', `${formatNumber(noise.noise.level * 100, page)} % interval`, 'of endpoints', 'taken'],
    ...rowsOf(noise).map(({ name, measured, unit, endpoints, taken }) => [
      name,
      `${number(measured.value)}${unit}`,
      range(measured.low, measured.high, unit),
      endpoints === undefined ? none : range(endpoints.least, endpoints.most, unit),
      taken === undefined ? none : `${number(taken)}${unit}`,
    ]),
  ];
  const widths = (texts[0] ?? []).map((_, at) => Math.max(...texts.map((row) => displayWidth(row[at] ?? ''))));
  return texts.flatMap((row, index) => {
    const cells = row.map((text, at): Cell => ({
      text: at === 0 ? text : text.padStart(widths[at] ?? 0),
      fill: widths[at] ?? 0,
      ...(index === 0 ? { style: 'dim' as const } : at === row.length - 1 ? { style: 'bold' as const } : {}),
    }));
    return layRow(page, { indent: 3 }, cells);
  });
}
