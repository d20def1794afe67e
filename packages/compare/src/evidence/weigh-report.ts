import type { Baseline, Diagnostic, Finding, Policy, Run } from '@loadline/schema';
import { normalQuantile, studentQuantile } from '@loadline/stats';
import type { ProcedureParameters } from '../procedure/parameters.js';
import {
  type ErrorResult,
  type ProcedureResult,
  type ProcedureSubject,
  runProcedure,
  type SeriesResult,
} from '../procedure/run-procedure.js';
import { standardErrorsToFind } from './power.js';
import { pairRuns } from '../sequence/pair-runs.js';
import { procedureParameters } from './procedure-parameters.js';
import { procedureMetric, RUN_KEY, type RunTables, runTables, tableKey } from './run-tables.js';

/** Of the intervals of changes. */
export const INTERVAL_LEVEL = 0.95;

/** What the procedure says of a report, by finding. */
export interface WeighedReport {
  parameters: ProcedureParameters;
  procedure: ProcedureResult;
  tables: RunTables;
  /** What is to be said of runs in pairs. */
  diagnostics: Diagnostic[];
  /** Standard errors that a change must be wide to be found with 80 % power. */
  needed: number;
  /** Standard errors to either end of a 95 % interval; of the normal distribution where the degrees of freedom are null. */
  reachOf(df: number | null): number;
  /** Error rate of the bound that a strict limit is held against; 0.05 unless it is said. */
  boundAlpha?: number;
  /** The result for a finding; undefined for a metric that the procedure knows nothing of. */
  of(finding: Finding): SeriesResult | ErrorResult | undefined;
}

/** Verdicts that limits give by holding two values against each other. */
const BY_LIMITS: ReadonlySet<string> = new Set(['fail', 'warn', 'pass', 'improved']);

/** Whether a finding is one that evidence can speak of: two measured sides, judged by a limit. */
export function isWeighable(finding: Finding): boolean {
  return finding.gated && BY_LIMITS.has(finding.verdict) && finding.baseline.value !== null && finding.current.value !== null;
}

/**
 * Runs the procedure over what is gated. Endpoints lend their noise, gated or not, as long as something gated is of the same
 * metric; services and the run as a whole take it.
 */
export function weighReport(baseline: Baseline, runs: readonly Run[], policy: Policy, findings: readonly Finding[]): WeighedReport {
  const parameters = procedureParameters(policy);
  const tables = runTables(baseline, runs);
  const gated = new Map<string, Set<string>>();
  const names = new Map<Finding, string>();
  for (const finding of findings) {
    const metric = isWeighable(finding) ? procedureMetric(finding.metric) : undefined;
    if (metric === undefined) continue;
    const key = keyOf(finding);
    names.set(finding, nameOf(key, metric));
    const known = gated.get(key);
    if (known === undefined) gated.set(key, new Set([metric]));
    else known.add(metric);
  }
  const subjects = [...tables.values()].flatMap((table): ProcedureSubject[] => {
    const isSum = table.key === RUN_KEY || (JSON.parse(table.key) as string[]).length === 1;
    const own = gated.get(table.key);
    if (isSum && own === undefined) return [];
    return [{ ...table, gated: own ?? new Set<string>(), ...(isSum ? { isSum } : {}) }];
  });
  const { partners, diagnostics } = pairRuns(baseline, runs);
  const procedure = runProcedure(subjects, parameters, partners);
  const byKey = new Map(
    procedure.results.map((result) => [nameOf(result.endpoint, result.kind === 'errors' ? 'errors' : result.metric), result]),
  );
  const find = (finding: Finding) => names.get(finding) ?? nameOf(keyOf(finding), procedureMetric(finding.metric) ?? '');
  return {
    parameters,
    procedure,
    diagnostics,
    tables,
    needed: standardErrorsToFind(parameters.q, procedure.tests),
    reachOf: reachTable(),
    of: (finding) => byKey.get(find(finding)),
  };
}

/** Most series of a report have the same degrees of freedom: each quantile is computed once. */
function reachTable(): WeighedReport['reachOf'] {
  const known = new Map<number | null, number>();
  return (df) => {
    const reach = known.get(df) ?? (df === null ? normalQuantile((1 + INTERVAL_LEVEL) / 2) : studentQuantile((1 + INTERVAL_LEVEL) / 2, df));
    known.set(df, reach);
    return reach;
  };
}

function nameOf(key: string, metric: string): string {
  return `${key} ${metric}`;
}

/** Key of what a finding is about. */
export function keyOf({ scope, service, endpoint }: Pick<Finding, 'scope' | 'service' | 'endpoint'>): string {
  return scope === 'run' ? RUN_KEY : tableKey(service, endpoint);
}
