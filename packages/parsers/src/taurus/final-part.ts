import { type ErrorCount, type RunTotal, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { endpointOfRow, errorsOfRow, type FinalRow, wholeOf } from './final-row.js';

/** Collects the rows of a file of final statistics. */
export interface FinalRows {
  /** Takes a row. */
  add(row: FinalRow, line: number, durationSeconds?: number): void;
  /** A row that cannot be read at all. */
  reject(line: number, message: string): void;
  /**
   * The part of a run that the rows make.
   *
   * @param rank which file counts where several are there: the higher.
   * @throws UserError `no-requests`.
   */
  part(end: { rank: number; isCut: boolean; durationSeconds?: number | undefined }): RunPart;
}

const MOST_ERRORS = 1000;

/** An empty collection. */
export function createFinalRows({ diagnostics, limits, name }: ReaderInput): FinalRows {
  const endpoints = collectEndpoints(diagnostics, limits, name);
  const errors: ErrorCount[] = [];
  const sums = { requests: 0, failures: 0 };
  let total: RunTotal | undefined;
  let users: number | undefined;
  let isImpossible = false;
  let hasMoreErrors = false;
  const reject = (line: number, message: string) => {
    diagnostics.add('warning', 'row-rejected', `a row was not counted: ${message}`, { file: name, line });
  };
  return {
    reject,
    add(row, line, durationSeconds) {
      const endpoint = endpointOfRow(row, durationSeconds);
      if (typeof endpoint === 'string') {
        reject(line, endpoint);
        return;
      }
      const { requests, failures, metrics } = endpoint;
      if (requests === 0) return;
      if (failures === null) isImpossible = true;
      if (row.label === '') {
        total = { requests, failures, metrics };
        users = wholeOf(row.fields.get('concurrency'));
        return;
      }
      sums.requests += requests ?? 0;
      sums.failures += failures ?? 0;
      endpoints.add(endpoint, { file: name, line });
      if (errors.length < MOST_ERRORS) errors.push(...errorsOfRow(row, endpoint));
      else hasMoreErrors = true;
    },
    part({ rank, isCut, durationSeconds }) {
      const list = endpoints.list();
      if (list.length === 0)
        throw new UserError({ code: 'no-requests', found: 'no request at all', expected: 'at least one label', place: { file: name } });
      if (hasMoreErrors)
        diagnostics.add('info', 'failures-folded', 'there are more than 1,000 kinds of failures; the others are not named', { file: name });
      if (isCut) diagnostics.add('warning', 'file-cut', 'the file ends early; what it holds was read', { file: name });
      if (total === undefined)
        diagnostics.add('warning', 'total-missing', 'the file has no row of the whole run (the one without a label)', { file: name });
      else if (!isImpossible) sayDifference(total);
      if (isImpossible)
        diagnostics.add(
          'warning',
          'failures-unknown',
          'rows count more failures than requests, as Taurus does where Locust runs distributed: no count of failures in the file can be relied on',
          { file: name },
        );
      return {
        state: {
          endpoints: isImpossible ? list.map(withoutFailures) : list,
          ...(total === undefined ? {} : { total: isImpossible ? withoutFailures(total) : total }),
          rank,
        },
        errors: isImpossible ? [] : errors,
        ...(durationSeconds === undefined ? {} : { durationSeconds }),
        ...(users === undefined || users === 0 ? {} : { users }),
        partial: isCut || total === undefined,
      };
    },
  };

  function sayDifference(counted: RunTotal): void {
    for (const key of ['requests', 'failures'] as const)
      if (counted[key] !== sums[key])
        diagnostics.add(
          'warning',
          'total-differs',
          `the row of the whole run counts ${String(counted[key])} ${key}, the labels together ${sums[key]}; the labels were used`,
          { file: name },
        );
  }
}

/** What a row says beside its failures. */
function withoutFailures<Row extends RunTotal>(row: Row): Row {
  return { ...row, failures: null, metrics: row.metrics.filter(({ name }) => name !== 'error_rate_pct') };
}
