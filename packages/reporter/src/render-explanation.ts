import { escapeTerminal } from './escape-terminal.js';
import { displayWidth } from './display-width.js';
import type { ExplainedRunLike, ExplanationLike, ExplanationStepLike } from './explanation-like.js';
import { formatExplained, numberWords } from './explanation-numbers.js';
import { CALIBRATED, stepTitles, stepWords } from './explanation-words.js';
import { formatMetric } from './format-change.js';
import { formatNumber, formatPair, formatQuantity } from './format-number.js';
import { subjectName } from './subject.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { verdictWords } from './verdict-words.js';

/**
 * The whole way from the numbers of the files to one verdict, for a reader without statistics: step by step, each with a
 * sentence and its numbers. No line is wider than `width`; foreign text is escaped. Ends with a line break.
 *
 * @example renderExplanation(explainFinding(baseline, runs, policy, finding), { width: 100 })
 */
export function renderExplanation(explanation: ExplanationLike, options: TerminalOptions = {}): string {
  const page = openPage(options);
  const steps = explanation.steps.flatMap((step, index) => [
    '',
    ...layRow(page, { indent: 1, hanging: 4, gap: 1 }, [{ text: `${index + 1}.`.padEnd(2) }, { text: titleOf(step), style: 'bold' }]),
    ...(step.code === 'values' ? explanation.runs.flatMap((run) => runLines(page, run, explanation)) : []),
    ...(step.code === 'not-computed' && explanation.verdict === 'not-judged'
      ? explanation.runs.flatMap((run) => runLines(page, run, explanation))
      : []),
    ...sentences(step, explanation).flatMap((text) => layRow(page, { indent: 4 }, [{ text }])),
    ...numberLines(page, step),
  ]);
  return `${[...headLines(page, explanation), ...steps].join('\n')}\n`;
}

function headLines(page: Page, explanation: ExplanationLike): string[] {
  const { metric, inPlaceOf, unit, verdict, steps } = explanation;
  const values = steps.find(({ code }) => code === 'values');
  const value = (name: string) => values?.numbers.find((each) => each.name === name)?.value ?? null;
  const words = verdict === 'not-judged' ? undefined : verdictWords[verdict];
  return layRow(page, { indent: 1, hanging: 3 }, [
    { text: subjectName(explanation, explanation.service !== 'all'), style: 'bold' },
    { text: formatMetric(metric, inPlaceOf) },
    ...(values === undefined ? [] : [{ text: formatPair(value('baselineValue'), value('currentValue'), unit, { unicode: page.unicode }) }]),
    { text: words?.word ?? 'not judged', style: words?.tone ?? 'doubt' },
  ]);
}

/** `The fail limit +30%`, `The rule: evidence auto`. */
function titleOf({ code, way, text = '' }: ExplanationStepLike): string {
  if (code === 'rule') return `${stepTitles.rule}: evidence ${text}`;
  if (code !== 'limit') return stepTitles[code];
  const level = way.replace('-default', '');
  return level === 'slo' ? `The goal ${text}` : level === 'unused' ? `${stepTitles.limit} ${text}` : `The ${level} limit ${text}`;
}

/** `before 1  412 ms  5,000 requests  run_stats.csv +2  2026-01-05 10:00`. */
function runLines(page: Page, run: ExplainedRunLike, { unit, metric }: ExplanationLike): string[] {
  const { side, number, value, requests, failures, files, startedAt } = run;
  const { unicode } = page;
  const count = (each: number | null) => (each === null ? '?' : formatNumber(each, { unicode, digits: 15 }));
  const counted = metric === 'error_rate_pct' ? `${count(failures)} of ${count(requests)} failed` : `${count(requests)} requests`;
  const others = files.length - 1;
  return layRow(page, { indent: 4, hanging: 6, gap: 2 }, [
    { text: `${side === 'baseline' ? 'before' : 'now'} ${number}`, fill: 9 },
    { text: value === null ? 'no value' : formatQuantity(value, unit, { unicode }), fill: 9 },
    { text: requests === null && value === null ? 'not in this run' : counted, fill: 14 },
    { text: `${files[0] ?? 'no file named'}${others > 0 ? ` +${others}` : ''}` },
    { text: startedAt === undefined ? '' : startedAt.slice(0, 16).replace('T', ' '), style: 'dim' },
  ]);
}

/** What the step means; the reason of a verdict in its own words. */
function sentences({ code, way, text }: ExplanationStepLike, { verdict }: ExplanationLike): string[] {
  const meaning = stepWords.get(`${code} ${way}`);
  const said = meaning === undefined ? [] : [meaning];
  if (code === 'expected' && text === 'calibrated') return [...said, CALIBRATED];
  if (code === 'again' && text !== undefined) return [...said, `Why, over the whole report: ${text}.`];
  if (code !== 'verdict' || verdict === 'not-judged') return said;
  const { word, meaning: verdictMeaning } = verdictWords[verdict];
  return [`${word} (${verdict}): ${text ?? ''}.`, verdictMeaning, ...(way.endsWith('-muted') ? ['It is muted, and does not count.'] : [])];
}

/** Widest column of names; numbers stand behind it. */
const WIDEST_NAME = 48;

function numberLines(page: Page, { numbers }: ExplanationStepLike): string[] {
  const known = numbers.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
  const widths = known.map(({ name }) => displayWidth(escapeTerminal(numberWords[name], page)));
  const fill = Math.min(WIDEST_NAME, Math.max(0, ...widths));
  return known.flatMap((each) => {
    const row: Cell[] = [{ text: numberWords[each.name], style: 'dim', fill }, { text: formatExplained(each, page.unicode) }];
    return layRow(page, { indent: 6, hanging: 8 }, row);
  });
}
