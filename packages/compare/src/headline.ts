import type { Comparison, Finding } from '@loadline/schema';
import { describeMetric, endpointKey, formatEndpoint } from '@loadline/schema';
import { isCounted, isJudged } from './summarize-findings.js';

/** What the headline is made of; findings worst first. */
export type HeadlineInput = Pick<Comparison, 'findings' | 'coverage' | 'diagnostics'>;

/**
 * One line that says what matters most: how many are worse, which, by how much, against which limit; or why nothing can be
 * said. Plain text, not escaped.
 */
export function headline(comparison: HeadlineInput): string {
  const dead = comparison.diagnostics.filter((each) => each.code === 'gate-matches-nothing');
  const counted = comparison.findings.filter(isCounted);
  const worst = counted[0];
  const suffix = dead.length > 0 ? `; ${dead.length === 1 ? 'a gate matches' : `${dead.length} gates match`} nothing` : '';
  if (worst === undefined) return nothingJudged(comparison) + suffix;
  if (worst.verdict === 'invalid') return `${worst.reason.message.replace(/^not comparable: /, '')}${suffix}`;
  const of = (verdict: Finding['verdict']) => counted.filter((each) => each.verdict === verdict);
  if (worst.verdict === 'fail') return `${countOf(of('fail'), comparison)} worse: ${tell(worst)}${suffix}`;
  if (worst.verdict === 'missing') return `not measured: ${nameOf(worst)} (${worst.reason.message})${suffix}`;
  if (worst.verdict === 'inconclusive') return `${countOf(of('inconclusive'), comparison)} not proven: ${tell(worst)}${suffix}`;
  if (worst.verdict === 'warn') return `${countOf(of('warn'), comparison)} to watch: ${tell(worst)}${suffix}`;
  const many = countOf(counted, comparison);
  return `${many} within ${/^1 of|^the run/.test(many) ? 'its' : 'their'} limits${suffix}`;
}

function nothingJudged({ findings, coverage }: HeadlineInput): string {
  if (findings.some((each) => each.muted !== undefined && isJudged(each))) return 'all that was judged is muted';
  if (findings.some((each) => each.verdict === 'new')) return 'nothing was judged: the baseline has nothing of what this run has';
  if (findings.length === 0 && coverage.endpoints + coverage.services + coverage.notJudged.length === 0)
    return 'nothing was judged: neither side has any requests';
  return 'nothing was judged: no gated metric is on both sides';
}

/** `1 of 12 endpoints`, or `2 of 3 services` where only services were judged. */
function countOf(findings: readonly Finding[], { coverage }: Pick<Comparison, 'coverage'>): string {
  const endpoints = new Set(findings.flatMap((each) => (each.endpoint === undefined ? [] : [each.service + endpointKey(each.endpoint)])));
  if (endpoints.size > 0) return `${endpoints.size} of ${plural(coverage.endpoints, 'endpoint')}`;
  const services = new Set(findings.filter((each) => each.scope === 'service').map((each) => each.service));
  return services.size > 0 ? `${services.size} of ${plural(coverage.services, 'service')}` : 'the run';
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function nameOf(each: Finding): string {
  return each.endpoint === undefined ? (each.scope === 'run' ? 'the whole run' : each.service) : formatEndpoint(each.endpoint);
}

function tell(each: Finding): string {
  const { value: before } = each.baseline;
  const { value: after } = each.current;
  const unit = each.unit === 'requests/s' ? '/s' : each.unit === 'count' || each.unit === '' ? '' : ` ${each.unit}`;
  const values = before === null ? `${short(after)}${unit}` : `${short(before)} → ${short(after)}${unit}`;
  const change = each.unit === '%' || each.change.relativePct === null ? absoluteChange(each) : `${signed(each.change.relativePct)} %`;
  const limit = each.limit === null ? '' : `limit ${each.limit.text}`;
  const detail = [change, limit].filter((part) => part !== '').join(', ');
  return `${nameOf(each)} ${describeMetric(each.metric).label} ${values}${detail === '' ? '' : ` (${detail})`}`;
}

function absoluteChange(each: Finding): string {
  return each.change.absolute === null ? '' : `${signed(each.change.absolute)}${each.unit === '%' ? ' pp' : ''}`;
}

function short(value: number | null): string {
  return value === null ? '?' : String(Number(value.toPrecision(3)));
}

function signed(value: number): string {
  const digits = String(Number(Math.abs(value).toPrecision(3)));
  return digits === '0' ? '0' : `${value < 0 ? '-' : '+'}${digits}`;
}
