import { describeMetric } from '@loadline/schema/metrics';
import type { Comparison, Finding } from '@loadline/schema/types';
import { type Subject, subjectScope } from '../subject.js';
import { type Family, type Label, labelsText, type Sample } from './family.js';

/** A quantity in the base unit that Prometheus asks for. */
interface Quantity {
  /** End of the family's name. */
  name: string;
  /** Value in the metric’s unit × factor = value in the family’s. */
  factor: number;
  help: string;
}

const QUANTITIES: ReadonlyMap<string, Quantity> = new Map([
  ['ms', { name: 'latency_seconds', factor: 1e-3, help: 'Response time' }],
  ['%', { name: 'error_ratio', factor: 1e-2, help: 'Failed requests as a share of all, 0 to 1' }],
  ['requests/s', { name: 'requests_per_second', factor: 1, help: 'Throughput' }],
]);
/** Shares of other things than requests. */
const CUSTOM_RATIO: Quantity = { name: 'custom_ratio', factor: 1e-2, help: 'Metrics of your own that are shares, 0 to 1' };
const CUSTOM: Quantity = { name: 'custom_value', factor: 1, help: 'Counts and metrics of your own, in the unit that their label says' };
const ALL: readonly Quantity[] = [...QUANTITIES.values(), CUSTOM_RATIO, CUSTOM];

/** Labels that every series has: two suites may write beside each other. */
export function commonLabels({ policy }: Comparison): Label[] {
  return [
    ['suite', policy.suite],
    ['environment', policy.environment],
  ];
}

/** Values of both sides, changes and verdicts of findings. */
export function findingFamilies(comparison: Comparison, findings: readonly Finding[]): Family[] {
  const labelled = withLabels(comparison, findings);
  const values = ALL.flatMap((quantity): Family[] => {
    const own = labelled.filter(({ finding }) => quantityOf(finding) === quantity);
    const side = (which: 'baseline' | 'current') =>
      own.flatMap(({ finding, labels }) => sampleOf(finding, finding[which].value, quantity, labels));
    return [
      { name: `loadline_${quantity.name}`, help: `${quantity.help}, of the judged runs.`, samples: side('current') },
      { name: `loadline_baseline_${quantity.name}`, help: `${quantity.help}, of the baseline.`, samples: side('baseline') },
    ];
  });
  const changes = labelled.flatMap(({ finding, labels }): Sample[] => {
    const { relativePct } = finding.change;
    return relativePct === null ? [] : [{ labels, value: inUnit(relativePct, 1e-2) }];
  });
  const verdicts = labelled.flatMap(({ finding, labels }): Sample[] =>
    finding.verdict === 'pass' || finding.muted !== undefined ? [] : [{ labels: [...labels, ['verdict', finding.verdict]], value: 1 }],
  );
  return [
    ...values,
    {
      name: 'loadline_change_ratio',
      help: 'Change as a share of the baseline: 0.3 is 30 % more; absent where the baseline is 0.',
      samples: changes,
    },
    {
      name: 'loadline_finding_info',
      help: '1 for each metric that is not simply ok, with its verdict; muted ones are left out.',
      samples: verdicts,
    },
  ];
}

function quantityOf({ metric, unit }: Finding): Quantity {
  const { builtIn } = describeMetric(metric);
  return unit === '%' && !builtIn ? CUSTOM_RATIO : (QUANTITIES.get(unit) ?? CUSTOM);
}

function sampleOf({ unit }: Finding, value: number | null, quantity: Quantity, labels: readonly Label[]): Sample[] {
  if (value === null) return [];
  return [{ labels: quantity === CUSTOM ? [...labels, ['unit', unit]] : labels, value: inUnit(value, quantity.factor) }];
}

/** Without the digits that a change of units makes up. */
function inUnit(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

interface Labelled {
  finding: Finding;
  labels: readonly Label[];
}

/** Names that are the same once they are cut and cleaned are told apart by a number, as no two series may be the same. */
function withLabels(comparison: Comparison, findings: readonly Finding[]): Labelled[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const labels = [...commonLabels(comparison), ...subjectLabels(finding), ['metric', describeMetric(finding.metric).label] as const];
    const text = labelsText(labels);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return { finding, labels: times === 1 ? labels : [...labels, ['duplicate', String(times)] as const] };
  });
}

function subjectLabels(subject: Subject): Label[] {
  const { service, endpoint } = subject;
  return [
    ['scope', subjectScope(subject)],
    ['service', service],
    ['kind', endpoint === undefined || endpoint.kind === 'request' ? undefined : endpoint.kind],
    ['method', endpoint?.method],
    ['endpoint', endpoint?.name],
    ['group', endpoint?.group],
    ['scenario', endpoint?.scenario],
    ['tags', endpoint?.tags?.map(({ name, value }) => `${name}=${value}`).join(',')],
  ];
}
