import type { Diagnostic } from '@loadline/schema/types';
import { plural } from '../describe-comparison.js';
import { diagnosticText } from '../diagnostic-text.js';
import { isFindingCode } from '../finding-words/finding-words.js';
import { formatNumber } from '../format-number.js';
import { layRow, type Page, type Style } from './page.js';

/** Columns of the words before a line of facts. */
const KEY_COLUMN = 11;

/** Longest text of a fact, in characters. */
const MOST_CHARACTERS = 500;

/** Diagnostics that are shown unless all are asked for. */
const MOST_LINES = 10;

/** One line of facts: a word, then what it says. */
export function factLine(page: Page, key: string, text: string, style: Style = 'bold'): string[] {
  const hanging = 1 + KEY_COLUMN + 2;
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return layRow(page, { indent: 1, hanging, gap: 2 }, [{ text: key, style, fill: KEY_COLUMN }, { text: cut }]);
}

/** Diagnostics one by one: errors first, then warnings; those for the curious are counted unless all are asked for, which shows their codes too. */
export function diagnosticLines(page: Page, diagnostics: readonly Diagnostic[], all: boolean): string[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const important = all ? sorted : sorted.filter(({ severity }) => severity !== 'info');
  const shown = all ? important : important.slice(0, MOST_LINES);
  const lines = shown.flatMap((diagnostic) =>
    factLine(
      page,
      diagnostic.severity === 'info' ? 'note' : diagnostic.severity,
      `${diagnosticText(diagnostic)}${all && isFindingCode(diagnostic.code) ? ` (${diagnostic.code})` : ''}`,
      severityStyle(diagnostic),
    ),
  );
  const hidden = [
    ...(important.length > shown.length ? [`${formatNumber(important.length - shown.length)} more`] : []),
    ...(sorted.length > important.length ? [plural(sorted.length - important.length, 'note')] : []),
  ];
  return hidden.length === 0 ? lines : [...lines, ...factLine(page, '', `and ${hidden.join(', ')} (--all shows them)`, 'dim')];
}

function severityStyle({ severity }: Diagnostic): Style {
  return severity === 'error' ? 'bad' : severity === 'warning' ? 'doubt' : 'dim';
}
