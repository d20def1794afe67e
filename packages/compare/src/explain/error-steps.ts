import type { WeighedReport } from '../evidence/weigh-report.js';
import type { ErrorResult } from '../procedure/run-procedure.js';
import type { EndpointRuns, RunRow } from '../procedure/run-table.js';
import { type ExplanationStep, numberOf } from './explanation.js';

/** From the counts of failures to how sure a change of their rate is by itself. */
export function errorSteps(result: ErrorResult, table: EndpointRuns, report: WeighedReport): ExplanationStep[] {
  const { parameters } = report;
  const counts = (rows: readonly (RunRow | undefined)[], pick: (row: RunRow) => number | null) =>
    rows.reduce((sum, row) => (row === undefined || row.failures === null || !row.requests ? sum : sum + (pick(row) ?? 0)), 0);
  return [
    {
      code: 'errors',
      way: result.pFisher >= result.pQuasi ? 'counts' : 'rates',
      numbers: [
        numberOf(
          'baselineFailures',
          counts(table.baseline, ({ failures }) => failures),
          'requests',
        ),
        numberOf(
          'baselineRequests',
          counts(table.baseline, ({ requests }) => requests),
          'requests',
        ),
        numberOf(
          'currentFailures',
          counts(table.current, ({ failures }) => failures),
          'requests',
        ),
        numberOf(
          'currentRequests',
          counts(table.current, ({ requests }) => requests),
          'requests',
        ),
        numberOf('change', result.difference * 100, 'pp'),
        numberOf('dispersion', parameters.errorDispersion, 'ratio'),
        numberOf('pFisher', result.pFisher, 'probability'),
        numberOf('rateNoise', parameters.errorNoise * 100, '%'),
        ...(result.df === null ? [] : [numberOf('rateDispersion', result.dispersion, 'ratio'), numberOf('df', result.df, 'df')]),
        numberOf('standardError', result.standardError * 100, 'pp'),
        numberOf('pQuasi', result.pQuasi, 'probability'),
        numberOf('p', result.p, 'probability'),
      ],
    },
  ];
}
