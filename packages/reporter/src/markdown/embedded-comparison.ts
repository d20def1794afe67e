import type { Comparison, Diagnostic, Finding } from '@loadline/schema/types';
import { omittedFindings } from '../group-findings.js';
import { packJson, unpackJson } from './packed-json.js';

const MARKER = '<!-- loadline:comparison:v';
const CLOSE = ' -->';

/** Longest headline of a copy that was reduced to the least, in characters. */
const HEADLINE_LIMIT = 500;

/** So many findings are written first, to see whether there is room for more. */
const FIRST = 128;

function hide({ curves: _curves, timelines: _timelines, history: _history, ...rest }: Comparison): string {
  return `${MARKER}2 ${packJson(rest)}${CLOSE}`;
}

/**
 * A comparison as a hidden comment of at most `room` characters, without what only pictures need (curves, timelines,
 * history). Undefined where it is longer.
 */
export function embedWhole(comparison: Comparison, room: number): string | undefined {
  const { findings } = comparison;
  // A long one is not worth being written for its length: its beginning shows that it is too long.
  for (let count = FIRST; count < findings.length; count *= 2)
    if (hide({ ...comparison, findings: findings.slice(0, count) }).length > room) return undefined;
  const copy = hide(comparison);
  return copy.length <= room ? copy : undefined;
}

/**
 * As much of a comparison as has room: a copy that is still a valid comparison. Findings are left out from the least
 * important on, with the counts kept and a diagnostic `report-reduced` that says how many. Empty when not even the
 * least copy fits.
 */
export function embedReduced(comparison: Comparison, room: number): string {
  const order = byImportance(comparison.findings);
  for (const [frame, share] of [
    [comparison, 0.5],
    [leastFrame(comparison), 1],
  ] as const) {
    const copyOf = (count: number) => hide(reduced(frame, comparison, order.slice(0, count)));
    if (copyOf(0).length <= room * share) return copyOf(mostThatFit(order.length, (count) => copyOf(count).length <= room));
  }
  return '';
}

/** About the largest count up to `most` that fits, where 0 does: within 2 %, since each trial takes its time. */
function mostThatFit(most: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = FIRST;
  while (high < most && fits(high)) [low, high] = [high, high * 2];
  if (high >= most) {
    if (fits(most)) return most;
    high = most;
  }
  while (high - low > 1 + low / 50) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const IMPORTANCE: readonly Finding['verdict'][] = ['fail', 'missing', 'warn', 'invalid', 'inconclusive', 'new', 'improved', 'pass'];

interface Placed {
  finding: Finding;
  index: number;
}

/** The most important first. */
function byImportance(findings: readonly Finding[]): Placed[] {
  const rank = (finding: Finding) => IMPORTANCE.indexOf(finding.verdict) + (finding.muted === undefined ? 0 : IMPORTANCE.length);
  return findings.map((finding, index) => ({ finding, index })).sort((a, b) => rank(a.finding) - rank(b.finding) || a.index - b.index);
}

/** A copy with some findings, in the order that they had. */
function reduced(frame: Comparison, whole: Comparison, kept: Placed[]): Comparison {
  // What was reduced before is counted from what it was made of.
  const all = whole.findings.length + omittedFindings(whole);
  const note: Diagnostic = {
    code: 'report-reduced',
    severity: 'warning',
    message: `This copy was reduced to fit into a report: it leaves out ${all - kept.length} of ${all} findings.`,
  };
  const findings = kept.sort((a, b) => a.index - b.index).map(({ finding }) => finding);
  return { ...frame, findings, diagnostics: [...frame.diagnostics.filter(({ code }) => code !== note.code), note] };
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
  const start = text.startsWith(MARKER) && !text.includes(`\n${MARKER}`) ? 0 : text.lastIndexOf(`\n${MARKER}`) + 1;
  if (!text.startsWith(MARKER, start)) return undefined;
  const version = text[start + MARKER.length];
  const end = text.indexOf(CLOSE, start);
  if (end < 0 || text[start + MARKER.length + 1] !== ' ') return undefined;
  const inner = text.slice(start + MARKER.length + 2, end);
  const value = version === '1' ? parse(inner) : version === '2' ? unpackJson(inner) : undefined;
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** The first form was JSON as it is. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
