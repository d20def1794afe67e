import type { Comparison, Finding, Verdict } from '@loadline/schema/types';

type Counted = Comparison['counts']['endpoints'];
/** So many subjects a comparison has pictures of at most. */
const MOST_DRAWN = 300;

/**
 * A comparison with so many endpoints: those that are fine stand in it again and again, under other names and with other values, as
 * those of a large report would. What is not fine stays as it is. By products alone, so that every engine makes the same.
 */
export function multiplyComparison(comparison: Comparison, endpoints: number): Comparison {
  const all = namesOf(comparison.findings);
  const fine = new Set(all.filter((name) => comparison.findings.every((each) => nameOf(each) !== name || each.verdict === 'pass')));
  const copies = Array.from({ length: endpoints - all.length }, (_, at) => ({
    from: [...fine][at % fine.size] ?? '',
    prefix: `/team-${1 + Math.floor(at / fine.size)}`,
    factor: 1 + (at % 97) / 64,
  }));
  const byName = new Map(all.map((name) => [name, comparison.findings.filter((each) => nameOf(each) === name)]));
  const findings = [
    ...comparison.findings,
    ...copies.flatMap(({ from, prefix, factor }) => (byName.get(from) ?? []).map((each) => scaled(renamed(each, prefix), factor))),
  ];
  const drawn = copies.slice(0, MOST_DRAWN - all.length);
  return {
    ...comparison,
    headline: comparison.headline.replace(/ of \d+ endpoints/, ` of ${endpoints} endpoints`),
    findings,
    counts: {
      ...comparison.counts,
      findings: countOf(findings),
      endpoints: { ...comparison.counts.endpoints, pass: endpoints - all.length + fine.size },
      gated: findings.filter(({ gated }) => gated).length,
    },
    coverage: { ...comparison.coverage, endpoints, gatedEndpoints: comparison.coverage.gatedEndpoints + copies.length },
    ...(comparison.curves && { curves: [...comparison.curves, ...copiesOf(comparison.curves, drawn)] }),
    ...(comparison.history && {
      history: { ...comparison.history, series: [...comparison.history.series, ...copiesOf(comparison.history.series, drawn)] },
    }),
  };
}

type Placed = Pick<Finding, 'service' | 'endpoint'>;

const nameOf = ({ endpoint }: Placed): string => (endpoint === undefined ? '' : `${endpoint.method ?? ''} ${endpoint.name}`);
const namesOf = (all: readonly Placed[]): string[] => [...new Set(all.map(nameOf))].filter((name) => name !== '');

function renamed<Item extends Placed>(item: Item, prefix: string): Item {
  return item.endpoint === undefined ? item : { ...item, endpoint: { ...item.endpoint, name: `${prefix}${item.endpoint.name}` } };
}

function copiesOf<Item extends Placed>(items: readonly Item[], drawn: readonly { from: string; prefix: string }[]): Item[] {
  return drawn.flatMap(({ from, prefix }) => items.filter((each) => nameOf(each) === from).map((each) => renamed(each, prefix)));
}

/** Latencies and rates × factor; the change in per cent stays. */
function scaled(finding: Finding, factor: number): Finding {
  if (finding.unit === '%') return finding;
  const times = (value: number | null): number | null => (value === null ? null : value * factor);
  const { baseline, current, change } = finding;
  return {
    ...finding,
    baseline: { ...baseline, value: times(baseline.value) },
    current: { ...current, value: times(current.value) },
    change: { ...change, absolute: times(change.absolute) },
  };
}

function countOf(findings: readonly Finding[]): Counted {
  const of = (verdict: Verdict) => findings.filter((each) => each.muted === undefined && each.verdict === verdict).length;
  return {
    fail: of('fail'),
    warn: of('warn'),
    inconclusive: of('inconclusive'),
    pass: of('pass'),
    improved: of('improved'),
    missing: of('missing'),
    invalid: of('invalid'),
    new: of('new'),
  };
}
