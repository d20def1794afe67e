import type { Diagnostic, Finding } from '@loadline/schema';
import { echo, formatEndpoint, percentileOf } from '@loadline/schema';
import { guardWords } from './diagnostic-words.js';
import { RUN_KEY, type RunTables, tableKey } from './evidence/run-tables.js';
import type { RunRow } from './procedure/run-table.js';

/**
 * Percentiles that the sides do not know in the same way. `provenance-differs`: they came to be differently (exact against
 * printed by the tool); not where only buckets differ that are narrower than the noise. `resolution-differs`: one side knows
 * them less exactly, by more than the standard error of their change, so that the width alone can look like a change.
 * A percentile that does not say how it came to be, or that is an estimate, is told elsewhere.
 */
export function percentileDiagnostics(findings: readonly Finding[], tables: RunTables): Diagnostic[] {
  const judged = findings.flatMap((finding): Known[] => {
    const percentile = percentileOf(finding.metric);
    return percentile === undefined ? [] : [{ finding, ...widthsOf(finding, percentile, tables) }];
  });
  return [...provenancesDiffer(judged), ...resolutionsDiffer(judged)];
}

/** A percentile with how exactly each side knows it, in % of its value; 0 for a value that states no width. */
interface Known {
  finding: Finding;
  beforePct: number;
  nowPct: number;
}

function widthsOf({ scope, service, endpoint }: Finding, percentile: number, tables: RunTables): Omit<Known, 'finding'> {
  const table = tables.get(scope === 'run' ? RUN_KEY : tableKey(service, endpoint));
  const widest = (rows: readonly (RunRow | undefined)[] = []) =>
    rows.reduce((most, row) => {
      const own = row?.percentiles.find((each) => each.percentile === percentile);
      return own === undefined ? most : Math.max(most, ((own.resolution ?? 0) / own.value) * 100);
    }, 0);
  return { beforePct: widest(table?.baseline), nowPct: widest(table?.current) };
}

/** Buckets that are narrower than the noise hide nothing. */
const SAMPLED: readonly (string | undefined)[] = ['exact', 'histogram'];

function provenancesDiffer(judged: readonly Known[]): Diagnostic[] {
  const pairs = new Map<string, { before: string; now: string; count: number }>();
  for (const known of judged) {
    const [before, now] = [known.finding.baseline.provenance, known.finding.current.provenance];
    const isTold = [before, now].every((kind) => kind !== undefined && kind !== 'unstated' && kind !== 'estimated');
    if (before === undefined || now === undefined || before === now || !isTold) continue;
    if (SAMPLED.includes(before) && SAMPLED.includes(now) && !isWide(known)) continue;
    const pair = pairs.get(`${before} ${now}`) ?? { before, now, count: 0 };
    pairs.set(`${before} ${now}`, { ...pair, count: pair.count + 1 });
  }
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { before, now, count }]) => ({
      code: 'provenance-differs',
      severity: 'warning',
      message: guardWords['provenance-differs']({ before, now }),
      count,
    }));
}

function resolutionsDiffer(judged: readonly Known[]): Diagnostic[] {
  const wide = judged.filter(isWide);
  const gap = ({ beforePct, nowPct }: Known) => Math.abs(beforePct - nowPct);
  const [worst] = [...wide].sort((a, b) => gap(b) - gap(a));
  if (worst === undefined) return [];
  const { finding, beforePct, nowPct } = worst;
  const { service, endpoint, metric } = finding;
  const facts = {
    before: widthText(beforePct),
    now: widthText(nowPct),
    example: `p${percentileOf(metric) ?? ''} of ${echo(endpoint === undefined ? service : formatEndpoint(endpoint))}`,
  };
  return [{ code: 'resolution-differs', severity: 'warning', message: guardWords['resolution-differs'](facts), count: wide.length }];
}

/** Whether the sides' widths are further apart than the change's own standard error. */
function isWide({ finding, beforePct, nowPct }: Known): boolean {
  const noise = finding.evidence.noisePct;
  return typeof noise === 'number' && Math.abs(beforePct - nowPct) > noise;
}

function widthText(pct: number): string {
  return pct === 0 ? 'exactly' : `to ${Number(pct.toPrecision(2))} %`;
}
