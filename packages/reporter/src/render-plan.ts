import { plural } from './describe-comparison.js';
import { displayWidth } from './display-width.js';
import { formatNumber } from './format-number.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { factLine } from './terminal/sections.js';

/** What `planRuns` of `@loadline/compare` gives. Every number that ends with `Pct` is in %. */
export interface PlanLike {
  noisePct: number;
  /** Noise that comparisons expect. */
  expectedNoisePct: number;
  /** Share of the noise that all endpoints have in common, 0 to 1. */
  driftShare: number;
  effectPct: number;
  powerPct: number;
  endpoints: number;
  /** Of an endpoint in a run. */
  requests: number;
  /** 0 to 100. */
  percentile: number;
  needed: { baselineRuns: number; currentRuns: number; requests: number; detectablePct: number } | null;
  /** Columns of the table. */
  currentRuns: readonly number[];
  rows: readonly { baselineRuns: number; detectablePct: readonly number[] }[];
}

/** What {@link renderPlan} can be told. */
export interface RenderPlanOptions extends TerminalOptions {
  /** Where the noise was measured; without it, it is assumed. */
  measured?: { from: string; runs: number };
}

/**
 * A plan for a terminal: the runs and requests that are needed, what that rests on, and the smallest slowdown that other
 * numbers of runs find. Ends with a line break.
 *
 * @example renderPlan(planRuns({ effectPct: 20 }, defaultParameters))
 */
export function renderPlan(plan: PlanLike, { measured, ...options }: RenderPlanOptions = {}): string {
  const page = openPage(options);
  const number = (value: number) => formatNumber(value, page);
  const seen = measured === undefined ? 'assumed' : `measured over ${plural(measured.runs, 'run')} (${measured.from})`;
  const isExpected = Math.abs(plan.noisePct - plan.expectedNoisePct) <= 0.02 * plan.noisePct;
  const lines = [
    ...factLine(page, 'needed', neededText(plan, number), plan.needed === null ? 'doubt' : 'good'),
    ...factLine(
      page,
      'to find',
      `a p${number(plan.percentile)} that is ${number(plan.effectPct)} % slower, in ${number(plan.powerPct)} of 100 cases`,
    ),
    ...factLine(
      page,
      'noise',
      `${number(plan.noisePct)} % from run to run, ${seen}; ${number(plan.driftShare * 100)} % of that variance is common to all endpoints`,
    ),
    ...(isExpected
      ? []
      : factLine(page, '', `comparisons expect ${number(plan.expectedNoisePct)} % until loadline calibrate has measured it`)),
    ...factLine(page, 'gates', `p50, p95, errors and throughput of ${plural(plan.endpoints, 'endpoint')}, a change to be proven`),
    '',
    ...layRow(page, { indent: 1 }, [
      { text: 'smallest slowdown found', style: 'bold' },
      { text: `${number(plan.requests)} requests of an endpoint in each run`, style: 'dim' },
    ]),
    ...tableRows(page, plan),
    '',
    ...layRow(page, { indent: 1 }, [
      { text: `* finds ${number(plan.effectPct)} %. Below four runs in all noise is expected, not measured.${costOf(plan)}`, style: 'dim' },
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Why a column to the right, or a row below, may hold more: few runs of few endpoints measure noise badly. */
function costOf({ rows }: PlanLike): string {
  const grows = (values: readonly number[]) => values.some((value, at) => at > 0 && value > (values[at - 1] ?? value));
  const columns = (rows[0]?.detectablePct ?? []).map((_, at) => rows.map(({ detectablePct }) => detectablePct[at] ?? NaN));
  return [...rows.map(({ detectablePct }) => detectablePct), ...columns].some(grows)
    ? ' From four on it is measured, no longer assumed: with few endpoints and runs that costs power, so that one run more may find only larger changes.'
    : '';
}

function neededText({ needed, requests, effectPct }: PlanLike, number: (value: number) => string): string {
  if (needed === null)
    return `more than this table holds: no ${number(effectPct)} % can be told from such noise with 20 runs before and 10 after`;
  const more = needed.requests > requests ? ' (more than were planned)' : '';
  return `${plural(needed.baselineRuns, 'run')} before and ${number(needed.currentRuns)} after, of ${number(needed.requests)} requests an endpoint${more}`;
}

function tableRows(page: Page, { rows, currentRuns, effectPct }: PlanLike): string[] {
  const value = (pct: number) => `+${formatNumber(pct, { ...page, digits: 2 })} %${pct <= effectPct ? '*' : ' '}`;
  const head = 'runs before';
  const columns = currentRuns.map((runs, at) => [
    at === 0 ? `${runs} after` : String(runs),
    ...rows.map((row) => value(row.detectablePct[at] ?? NaN)),
  ]);
  const widths = columns.map((column) => Math.max(...column.map(displayWidth)));
  const line = (first: string, cells: readonly Cell[]) =>
    layRow(page, { indent: 3 }, [{ text: first.padStart(head.length), fill: head.length }, ...cells]);
  const cell = (text: string, at: number): Cell => ({
    text: text.padStart(widths[at] ?? 0),
    ...(text.endsWith('*') ? { style: 'good' as const } : {}),
  });
  return [
    ...line(
      head,
      columns.map(([text = ''], at) => ({ ...cell(`${text} `, at), style: 'dim' })),
    ),
    ...rows.flatMap((row, index) =>
      line(
        String(row.baselineRuns),
        columns.map((column, at) => cell(column[index + 1] ?? '', at)),
      ),
    ),
  ];
}
