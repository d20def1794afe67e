import { chooseDetailed, type EndpointId, type Finding } from '@loadline/schema';
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

/** Of what is not fine so many are drawn at most, so that a report of thousands of endpoints can be sent. */
const MOST_NOT_FINE = 300;

/**
 * What is worth a picture: what is not fine, the worst first, what is new or gone last, since it has nothing beside it, at most
 * 300; then the 200 largest changes of what is fine, as reports choose them too.
 *
 * @param findings in the order of a comparison: the worst first.
 */
export function chooseSubjects(findings: readonly Finding[]): DrawnSubject[] {
  const { notFine, changes } = chooseDetailed(bySubject(findings));
  const hasBothSides = ({ findings: own }: DrawnSubject) => own.some(({ verdict }) => verdict !== 'missing' && verdict !== 'new');
  const compared = notFine.filter(hasBothSides);
  const oneSided = notFine.filter((subject) => !hasBothSides(subject));
  return [...[...compared, ...oneSided].slice(0, MOST_NOT_FINE), ...changes];
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
