import type { Finding } from '@loadline/schema/types';
import { cutMiddle, displayWidth } from '../display-width.js';
import { escapeTerminal } from '../escape-terminal.js';
import { formatMetric } from '../format-change.js';
import { describeReason, plural } from '../describe-comparison.js';
import type { StoryMetric, StorySubject } from '../story/story.js';
import { tellBriefly } from '../story/tell-metric.js';
import { barWidth, limitBar } from './limit-bar.js';
import { type Cell, layRow, type Page } from './page.js';
import { INDENT, type RowLayout } from './row-layout.js';

/** Failures that one endpoint shows. */
const MOST_ERRORS = 3;

/** Other metrics that one endpoint shows in a few words. */
const MOST_OTHERS = 8;

/** A subject's name cut to the page. */
export function shortName(page: Page, { name }: StorySubject): string {
  return cutMiddle(escapeTerminal(name, page), page.width - INDENT, page.unicode ? '…' : '...');
}

/** The subject's name once, what belongs to it beside it, or below where the name is long. */
export function subjectBlock(page: Page, layout: RowLayout, subject: StorySubject, rows: readonly (readonly Cell[])[]): string[] {
  const text = shortName(page, subject);
  const own = displayWidth(text) > layout.name;
  const name: Cell = { text, style: 'bold' };
  const lines = own ? layRow(page, { indent: INDENT }, [name]) : [];
  rows.forEach((cells, index) => {
    const named = index === 0 && !own;
    const place = { indent: named ? INDENT : layout.indent, hanging: layout.indent, gap: layout.gap };
    lines.push(...layRow(page, place, named ? [{ ...name, fill: layout.name }, ...cells] : cells));
  });
  return lines;
}

/** The row of one metric: values, change, bar, limit; why, where that says more. */
export function metricRows(page: Page, layout: RowLayout, metric: StoryMetric): Cell[][] {
  const { label, values, change, limit, use, tone, reason } = metric;
  const bar: Cell[] =
    layout.bar === 0
      ? []
      : [{ text: use === undefined ? '' : limitBar(use, layout.bar, page.unicode), style: tone, fill: barWidth(layout.bar) }];
  const row: Cell[] = [
    { text: label, fill: layout.label },
    { text: values, fill: layout.values },
    { text: change, style: tone, fill: layout.change },
    ...(limit === '' ? [] : [...bar, { text: limit }]),
  ];
  return reason === undefined ? [row] : [row, [{ text: reason, style: 'dim' }]];
}

/** What else is known of a subject: its other metrics in a few words on one row, and the failures that were seen. */
export function otherRows({ errors }: StorySubject, others: readonly StoryMetric[]): Cell[][] {
  const measured = others.filter(({ finding }) => finding.baseline.value !== null || finding.current.value !== null);
  const cells = measured.slice(0, MOST_OTHERS).map(briefCell);
  const more: Cell[] = measured.length > MOST_OTHERS ? [{ text: `and ${measured.length - MOST_OTHERS} more`, style: 'dim' }] : [];
  const seen = errors.slice(0, MOST_ERRORS).map((text): Cell[] => [{ text: `seen ${text}`, style: 'dim' }]);
  return [...(cells.length === 0 ? [] : [[...cells, ...more]]), ...seen];
}

/** A metric in a few words; what is beyond a limit has the limit beside it. */
function briefCell({ brief, tone, limit }: StoryMetric): Cell {
  const isBeyond = tone !== 'plain' && tone !== 'good' && limit !== '';
  return { text: isBeyond ? `${brief} (${limit})` : brief, style: tone === 'plain' ? 'dim' : tone };
}

/** A subject without values to compare: its verdict, the metrics it holds for, and why. */
export function wordRows({ lead, findings, word, tone }: StorySubject, fill: number, saysWhy: boolean): Cell[][] {
  const alike = findings.filter(({ verdict, gated }) => verdict === lead.verdict && gated === lead.gated);
  const tell = (finding: Finding) => (lead.muted === undefined ? formatMetric(finding.metric, finding.inPlaceOf) : tellBriefly(finding));
  // That it has requests, or has none, is what the verdict says.
  const metrics = alike
    .filter(({ metric }) => lead.muted !== undefined || metric !== 'total_requests')
    .map(tell)
    .join(', ');
  const would = `would be ${word}`;
  const until =
    lead.muted === undefined ? [] : [[{ text: `muted until ${lead.muted.until}: ${lead.muted.reason}`, style: 'dim' as const }]];
  return [
    [lead.muted === undefined ? { text: word, style: tone, fill } : { text: would }, { text: metrics === '' ? requestsOf(lead) : metrics }],
    ...(saysWhy && lead.muted === undefined ? [[{ text: describeReason(lead), style: 'dim' as const }]] : []),
    ...until,
  ];
}

/** `2,321 requests` of what is new. */
function requestsOf({ metric, current }: Finding): string {
  return metric === 'total_requests' && current.value !== null ? plural(Math.round(current.value), 'request') : '';
}
