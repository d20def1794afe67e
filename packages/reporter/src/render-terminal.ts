import type { Comparison } from '@loadline/schema/types';
import { describeSides, summarizeComparison } from './describe-comparison.js';
import { displayWidth } from './display-width.js';
import { escapeTerminal } from './escape-terminal.js';
import { groupFindings } from './group-findings.js';
import { rowContext } from './terminal/finding-rows.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { coverageLines, diagnosticLines, errorLines, factLines, findingSections, okLine } from './terminal/sections.js';
import { verdictWords } from './verdict-words.js';

/** What {@link renderTerminal} can be told. */
export interface RenderTerminalOptions extends TerminalOptions {
  /** Show everything: what is ok, muted and without a limit, all notes, every endpoint of a long list. Default false. */
  all?: boolean;
}

/**
 * A comparison for a terminal: the verdict first, then what is worse, what to watch, what cannot be told and why, what
 * got better or is new; last how much was judged, against which baseline, and how sure that is. No line is wider than
 * `width` (East Asian and emoji widths are estimated). Ends with a line break.
 *
 * @example renderTerminal(comparison, { color: true, width: 100 })
 */
export function renderTerminal(comparison: Comparison, options: RenderTerminalOptions = {}): string {
  const page = openPage(options);
  const all = options.all ?? false;
  const groups = groupFindings(comparison);
  const context = rowContext(page, comparison);
  const blocks = [
    verdictLines(page, comparison, summarizeComparison(comparison, groups)),
    findingSections(context, groups, all),
    ['', ...okLine(page, comparison, groups, all), ...coverageLines(context, groups, all), ...errorLines(context, all)],
    factLines(page, comparison),
    diagnosticLines(page, comparison.diagnostics, all),
  ];
  return `${blocks.flat().join('\n')}\n`;
}

function verdictLines(page: Page, comparison: Comparison, summary: string | undefined): string[] {
  const { badge, tone } = verdictWords[comparison.verdict];
  const hanging = 1 + badge.length + 2;
  const place = { indent: 1, hanging, gap: 2 };
  const sentence = escapeTerminal(summary ?? comparison.headline, page);
  const sides = escapeTerminal(describeSides(comparison), page);
  const fill = page.width - hanging - place.gap - displayWidth(sides);
  const beside = displayWidth(sentence) <= fill;
  const mark: Cell = { text: badge, style: tone };
  const aside: Cell = { text: sides, style: 'dim' };
  return beside
    ? layRow(page, place, [mark, { text: sentence, style: 'bold', fill }, aside])
    : [...layRow(page, place, [mark, { text: sentence, style: 'bold' }]), ...layRow(page, { indent: hanging }, [aside])];
}
