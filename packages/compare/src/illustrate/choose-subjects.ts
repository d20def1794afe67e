import type { EndpointId, Finding } from '@loadline/schema';
import { keyOf } from '../evidence/weigh-report.js';

/** What is drawn: an endpoint, a service or the run as a whole, with its findings. */
export interface DrawnSubject {
  key: string;
  scope: 'endpoint' | 'service' | 'run';
  service: string;
  endpoint?: EndpointId;
  /** Of the comparison, in its order. */
  findings: readonly Finding[];
}

/** So many are drawn at most, so that a report of thousands of endpoints can be sent. */
const MOST_SUBJECTS = 300;
/** Of what is fine, so many with the largest changes. */
const MOST_CHANGES = 200;

/**
 * What is worth a picture: all that is not fine, the worst first, what is new or gone last, since it has nothing beside it; then
 * the 200 largest changes of what is fine, gated ones before others; at most 300 together.
 *
 * @param findings in the order of a comparison: the worst first.
 */
export function chooseSubjects(findings: readonly Finding[]): DrawnSubject[] {
  const subjects = bySubject(findings);
  const isFine = ({ findings: own }: DrawnSubject) => own.every(({ verdict }) => verdict === 'pass' || verdict === 'improved');
  const hasBothSides = ({ findings: own }: DrawnSubject) => own.some(({ verdict }) => verdict !== 'missing' && verdict !== 'new');
  const others = subjects.filter((subject) => !isFine(subject));
  const changes = subjects
    .filter(isFine)
    .map((subject) => ({ subject, isGated: subject.findings.some(({ gated }) => gated), size: largestChange(subject) }))
    .sort((a, b) => Number(b.isGated) - Number(a.isGated) || b.size - a.size)
    .map(({ subject }) => subject);
  const compared = others.filter(hasBothSides);
  const oneSided = others.filter((subject) => !hasBothSides(subject));
  return [...compared, ...oneSided, ...changes.slice(0, MOST_CHANGES)].slice(0, MOST_SUBJECTS);
}

function bySubject(findings: readonly Finding[]): DrawnSubject[] {
  const found = new Map<string, DrawnSubject & { findings: Finding[] }>();
  for (const finding of findings) {
    const { service, endpoint } = finding;
    const key = keyOf(finding);
    const known = found.get(key);
    if (known !== undefined) known.findings.push(finding);
    else {
      const scope = finding.scope ?? (endpoint === undefined ? 'service' : 'endpoint');
      found.set(key, { key, scope, service, ...(endpoint === undefined ? {} : { endpoint }), findings: [finding] });
    }
  }
  return [...found.values()];
}

/** By the logarithm, so that half is as much as twice; of a rate in % by its points, since “+100 %” of 0.01 % is nothing. */
function largestChange({ findings }: DrawnSubject): number {
  const sizes = findings.map(({ unit, change: { absolute, relativePct } }) => {
    if (unit === '%') return Math.abs(absolute ?? 0) / 100;
    return relativePct === null ? 0 : Math.abs(Math.log(Math.max(1 + relativePct / 100, 1e-9)));
  });
  return Math.max(0, ...sizes);
}
