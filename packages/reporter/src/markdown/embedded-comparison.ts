import type { Comparison, Diagnostic, Finding } from '@loadline/schema/types';
import { escapeUnits, safeJson } from '../safe-json.js';

const OPEN = '<!-- loadline:comparison:v1 ';
const CLOSE = ' -->';

/** Longest headline of a copy that was reduced to the least, in characters. */
const HEADLINE_LIMIT = 500;

/** What could end the comment, open markup or notify somebody. Inside JSON these stand in texts only. */
const UNSAFE = /[<>&@`]|-(?=-)/g;

function hide({ curves: _curves, timelines: _timelines, history: _history, ...rest }: Comparison): string {
  return OPEN + safeJson(rest).replace(UNSAFE, escapeUnits) + CLOSE;
}

/**
 * A comparison as a hidden comment of at most `room` characters, without what only pictures need (curves, timelines,
 * history). Where it does not fit, a reduced copy that is still a valid comparison: findings are left out from the least
 * important on, with the counts kept and a diagnostic `report-reduced` that says how many. Empty when not even the least copy fits.
 *
 * @param wanted findings that a reduced copy may hold; all unless given.
 */
export function embedComparison(comparison: Comparison, room: number, wanted: (finding: Finding) => boolean = () => true): string {
  if (copyLength(comparison, wanted, room) <= room && comparison.findings.every(wanted)) return hide(comparison);
  const candidates = comparison.findings.filter(wanted);
  for (const [frame, share] of [
    [comparison, 0.5],
    [leastFrame(comparison), 1],
  ] as const) {
    const length = hide(reduced(frame, comparison, [])).length;
    if (length <= room * share) return hide(reduced(frame, comparison, mostImportant(candidates, room - length)));
  }
  return '';
}

/**
 * Characters of a copy with the wanted findings; some number above `most` where it is longer than that, since a long one is
 * not worth being written for its length.
 */
export function copyLength(comparison: Comparison, wanted: (finding: Finding) => boolean, most: number): number {
  let length = hide({ ...comparison, findings: [] }).length;
  let separator = 0;
  for (const finding of comparison.findings) {
    if (length > most) break;
    if (!wanted(finding)) continue;
    length += findingLength(finding) + separator;
    separator = 1;
  }
  return length;
}

function findingLength(finding: Finding): number {
  return safeJson(finding).replace(UNSAFE, escapeUnits).length;
}

const IMPORTANCE: readonly Finding['verdict'][] = ['fail', 'missing', 'warn', 'invalid', 'inconclusive', 'new', 'improved', 'pass'];

/** As many findings as fit, the most important first, in the order that they had. */
function mostImportant(findings: readonly Finding[], room: number): Finding[] {
  const rank = (finding: Finding) => IMPORTANCE.indexOf(finding.verdict) + (finding.muted === undefined ? 0 : IMPORTANCE.length);
  const order = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.index - b.index);
  const kept: typeof order = [];
  let used = 0;
  for (const item of order) {
    used += findingLength(item.finding) + 1;
    if (used > room) break;
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
