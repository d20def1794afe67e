import { describeMetric } from '@loadline/schema/metrics';
import type { EndpointId } from '@loadline/schema/types';
import { plural } from './describe-comparison.js';
import { cutMiddle, displayWidth } from './display-width.js';
import { escapeTerminal } from './escape-terminal.js';
import { formatChange, formatMetric, formatValues, type Changed } from './format-change.js';
import { subjectKey, subjectName } from './subject.js';
import { type Cell, layRow, openPage, type Page, type Style, type TerminalOptions } from './terminal/page.js';
import { factLine } from './terminal/sections.js';

/** One metric of two baselines, side by side. */
export interface BaselineDiffLine {
  service: string;
  endpoint?: EndpointId;
  metric: string;
  unit: string;
  /** In the metric's unit; null where that baseline does not have it. */
  before: number | null;
  after: number | null;
  change: { absolute: number | null; relativePct: number | null };
  status: 'added' | 'removed' | 'changed' | 'same';
}

/** What `diffBaselines` of `@loadline/baseline` gives. */
export interface BaselineDiffInput {
  rows: readonly BaselineDiffLine[];
  runs?: { before: number; after: number };
  users?: { before: number | null; after: number | null };
  /** The grouping rules are others, so that services and custom metrics may not mean the same. */
  rulesDiffer?: boolean;
}

/** What {@link renderBaselineDiff} can be told. */
export interface RenderBaselineDiffOptions extends TerminalOptions {
  /** Show what stayed the same too. Default false. */
  all?: boolean;
}

/**
 * Two baselines side by side for a terminal: how many metrics changed, came and went, then each with its values. Ends
 * with a line break.
 *
 * @example renderBaselineDiff(diffBaselines(before, after), { width: 100 })
 */
export function renderBaselineDiff(diff: BaselineDiffInput, options: RenderBaselineDiffOptions = {}): string {
  const page = openPage(options);
  const shown = diff.rows.filter((row) => (options.all ?? false) || row.status !== 'same');
  const lines = [
    ...factLine(page, 'baselines', describeDiff(diff)),
    ...(diff.rulesDiffer === true
      ? factLine(page, 'warning', 'the grouping rules differ: services and custom metrics may not mean the same', 'doubt')
      : []),
    ...rowLines(page, shown),
  ];
  return `${lines.join('\n')}\n`;
}

function describeDiff({ rows, runs, users }: BaselineDiffInput): string {
  const count = (status: BaselineDiffLine['status']) => rows.filter((row) => row.status === status).length;
  const counts = [`${count('changed')} changed`, `${count('added')} added`, `${count('removed')} removed`, `${count('same')} the same`];
  const sides = runs === undefined ? [] : [`${plural(runs.before, 'run')} against ${runs.after}`];
  const load =
    users === undefined || users.before === users.after ? [] : [`${users.before ?? 'unknown'} users against ${users.after ?? 'unknown'}`];
  return [...sides, ...load, `${plural(rows.length, 'metric')}: ${counts.join(', ')}`].join(', ');
}

function rowLines(page: Page, rows: readonly BaselineDiffLine[]): string[] {
  const many = new Set(rows.map(({ service }) => service)).size > 1;
  const changed = rows.map(asChanged);
  const widest = (texts: readonly string[], most: number) => Math.max(0, ...texts.map(displayWidth).filter((width) => width <= most));
  const metric = widest(
    rows.map((row) => formatMetric(row.metric)),
    24,
  );
  const values = widest(
    changed.map((each) => formatValues(each, page)),
    22,
  );
  let last = '';
  return rows.flatMap((row, index) => {
    const key = subjectKey(row);
    const name = cutMiddle(escapeTerminal(subjectName(row, many), page), page.width - 1, page.unicode ? '…' : '...');
    const head = key === last ? [] : ['', ...layRow(page, { indent: 1 }, [{ text: name, style: 'bold' }])];
    last = key;
    const each = changed[index] ?? asChanged(row);
    const cells: Cell[] = [
      { text: formatMetric(row.metric), fill: metric },
      { text: formatValues(each, page), fill: values },
      changeCell(page, row, each),
    ];
    return [...head, ...layRow(page, { indent: 3, hanging: 5 }, cells)];
  });
}

function asChanged(row: BaselineDiffLine): Changed {
  return { metric: row.metric, unit: row.unit, baseline: { value: row.before }, current: { value: row.after }, change: row.change };
}

function changeCell(page: Page, row: BaselineDiffLine, changed: Changed): Cell {
  if (row.status === 'added' || row.status === 'removed') return { text: row.status, style: 'dim' };
  if (row.status === 'same') return { text: 'the same', style: 'dim' };
  return { text: formatChange(changed, page), style: directionStyle(row) };
}

function directionStyle({ metric, change }: BaselineDiffLine): Style {
  const { better } = describeMetric(metric);
  if (better === 'none' || change.absolute === null || change.absolute === 0) return 'plain';
  return (better === 'lower') === change.absolute < 0 ? 'good' : 'doubt';
}
