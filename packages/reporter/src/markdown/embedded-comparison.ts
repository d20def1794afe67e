import type { Comparison, Diagnostic, Finding } from '@loadline/schema/types';
import { escapeUnits, safeJson } from '../safe-json.js';
import type { Room } from './table.js';

const OPEN = '<!-- loadline:comparison:v1 ';
const CLOSE = ' -->';

/** Longest headline of a copy that was reduced to the least, in characters. */
const HEADLINE_LIMIT = 500;

/** What could end the comment, open markup or notify somebody. Inside JSON these stand in texts only. */
const UNSAFE = /[<>&@`]|-(?=-)/g;

function hide({ curves: _curves, timelines: _timelines, history: _history, ...rest }: Comparison): string {
  return OPEN + safeJson(rest).replace(UNSAFE, escapeUnits) + CLOSE;
}

/** How much room there is for a copy, and how it is measured. */
export type CopyRoom = Pick<Room, 'most' | 'size'>;

/**
 * A comparison as a hidden comment that fits into the room, without what only pictures need (curves, timelines,
 * history). Where it does not fit, a reduced copy that is still a valid comparison: findings are left out from the least
 * important on, with the counts kept and a diagnostic `report-reduced` that says how many. Empty when not even the least copy fits.
 */
export function embedComparison(comparison: Comparison, room: CopyRoom): string {
  if (copyLength(comparison, () => true, room) <= room.most) return hide(comparison);
  for (const [frame, share] of [
    [comparison, 0.5],
    [leastFrame(comparison), 1],
  ] as const) {
    const length = room.size(hide(reduced(frame, comparison, [])));
    if (length <= room.most * share)
      return hide(reduced(frame, comparison, mostImportant(comparison.findings, { ...room, most: room.most - length })));
  }
  return '';
}

/**
 * Length of a copy with the wanted findings, in what the room counts; some number above the most where it is longer than
 * that, since a long one is not worth being written for its length.
 */
export function copyLength(comparison: Comparison, wanted: (finding: Finding) => boolean, { most, size }: CopyRoom): number {
  let length = size(hide({ ...comparison, findings: [] }));
  let separator = 0;
  for (const finding of comparison.findings) {
    if (length > most) break;
    if (!wanted(finding)) continue;
    length += size(hiddenFinding(finding)) + separator;
    separator = 1;
  }
  return length;
}

function hiddenFinding(finding: Finding): string {
  return safeJson(finding).replace(UNSAFE, escapeUnits);
}

const IMPORTANCE: readonly Finding['verdict'][] = ['fail', 'missing', 'warn', 'invalid', 'inconclusive', 'new', 'improved', 'pass'];

/** As many findings as fit, the most important first, in the order that they had. */
function mostImportant(findings: readonly Finding[], { most, size }: CopyRoom): Finding[] {
  const rank = (finding: Finding) => IMPORTANCE.indexOf(finding.verdict) + (finding.muted === undefined ? 0 : IMPORTANCE.length);
  const order = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.index - b.index);
  const kept: typeof order = [];
  let used = 0;
  for (const item of order) {
    used += size(hiddenFinding(item.finding)) + 1;
    if (used > most) break;
    kept.push(item);
  }
  return kept.sort((a, b) => a.index - b.index).map(({ finding }) => finding);
}

function reduced(frame: Comparison, whole: Comparison, findings: Finding[]): Comparison {
  const left = whole.findings.length - findings.length;
  // Digits are padded by the whole's, so that a frame measured without findings is never shorter than one with some.
  const note: Diagnostic = {
    code: 'report-reduced',
    severity: 'info',
    message: `This copy was reduced to fit into a report: it leaves out ${String(left).padStart(String(whole.findings.length).length)} of ${whole.findings.length} findings.`,
  };
  return { ...frame, findings, diagnostics: [...frame.diagnostics, note] };
}

function leastFrame(comparison: Comparison): Comparison {
  const { errors: _errors, ...rest } = comparison;
  const { policy, coverage, headline } = rest;
  return {
    ...rest,
    headline: headline.length > HEADLINE_LIMIT ? `${headline.slice(0, HEADLINE_LIMIT)}…` : headline,
    coverage: { ...coverage, notGated: [], notJudged: [] },
    policy: { ...policy, gates: [], mute: [], services: [], metrics: [], reports: [], endpoints: { rename: [], ignore: [] } },
    diagnostics: [],
  };
}

/**
 * The comparison that a Markdown report of ours carries, as a parsed JSON value that nobody has checked yet; undefined
 * where there is none that can be read. Only the last marker at the beginning of a line is looked at: a report ends
 * with its own, so nothing that was quoted or forged above it is ever taken in its place.
 *
 * @example readMarkdown(renderMarkdown(comparison)) // deeply equal to a comparison without pictures
 */
export function readMarkdown(text: string): unknown {
  const start = text.startsWith(OPEN) && !text.includes(`\n${OPEN}`) ? 0 : text.lastIndexOf(`\n${OPEN}`) + 1;
  if (!text.startsWith(OPEN, start)) return undefined;
  const end = text.indexOf(CLOSE, start + OPEN.length);
  if (end < 0) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start + OPEN.length, end));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
