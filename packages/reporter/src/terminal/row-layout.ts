import { displayWidth } from '../display-width.js';
import { escapeTerminal } from '../escape-terminal.js';
import type { StoryMetric } from '../story/story.js';
import { barWidth } from './limit-bar.js';
import type { Page } from './page.js';

/** Columns before a subject's name. */
export const INDENT = 3;

/** Most columns of a part, beyond which a row is broken instead of the column widened. */
const MOST_COLUMNS = { label: 24, values: 22, change: 24, limit: 24 };

/** Share of the page that names may take beside their values. */
const NAME_SHARE = 0.35;

/** How the rows of a page stand, all of them alike. */
export interface RowLayout {
  /** Columns before the values of a subject. */
  indent: number;
  /** Columns of a name that stands beside its values; 0 where all names have a line of their own. */
  name: number;
  label: number;
  values: number;
  change: number;
  /** Cells of a bar on each side of the limit; 0 for none. */
  bar: number;
  gap: number;
}

/** Names beside their values, or above; with long bars, short ones or none: the first that fits is taken. */
const CHOICES: readonly { beside: boolean; bar: number; gap: number }[] = [
  { beside: true, bar: 5, gap: 3 },
  { beside: true, bar: 4, gap: 2 },
  { beside: true, bar: 3, gap: 2 },
  { beside: false, bar: 5, gap: 3 },
  { beside: false, bar: 3, gap: 2 },
  { beside: true, bar: 0, gap: 3 },
  { beside: true, bar: 0, gap: 2 },
];

/**
 * Where the columns of a page begin, so that no row is wider than it. A row with a name, values or a limit of unusual width
 * is broken by itself and widens no column.
 */
export function layoutRows(page: Page, names: readonly string[], metrics: readonly StoryMetric[]): RowLayout {
  const widest = (texts: readonly string[], most: number) => {
    const widths = texts.map((text) => displayWidth(escapeTerminal(text, page))).filter((width) => width <= most);
    return widths.reduce((max, width) => Math.max(max, width), 0);
  };
  const of = (key: keyof typeof MOST_COLUMNS) =>
    widest(
      metrics.map((metric) => metric[key]),
      MOST_COLUMNS[key],
    );
  const [label, values, change, limit] = [of('label'), of('values'), of('change'), of('limit')];
  const name = Math.max(8, widest(names, Math.floor(page.width * NAME_SHARE)));
  const place = ({ beside, bar, gap }: (typeof CHOICES)[number]): RowLayout => ({
    indent: beside ? INDENT + name + gap : INDENT + 2,
    name: beside ? name : 0,
    label,
    values,
    change,
    bar,
    gap,
  });
  const needs = (layout: RowLayout) => {
    const columns = [label, values, change, ...(layout.bar > 0 ? [barWidth(layout.bar)] : []), ...(limit > 0 ? [limit] : [])];
    return layout.indent + columns.reduce((sum, width) => sum + width, 0) + layout.gap * (columns.length - 1);
  };
  const layouts = CHOICES.map(place);
  return layouts.find((layout) => needs(layout) <= page.width) ?? place({ beside: false, bar: 0, gap: 2 });
}
