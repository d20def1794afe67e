import type { ReaderInput, RunPart } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { countOf, numberOf } from '../values/number-of.js';

/** What a row of the request log says, whatever it was written as. */
export interface RequestRow {
  /** Text or value of a field; undefined where it is absent. */
  get(name: string): unknown;
  /** Method of the request, as it was written: `Get`. */
  method: string;
  /** Line it begins on. */
  line: number;
}

interface Pending {
  slot: number;
  elapsed: number;
  ms: number;
  success: boolean;
  status: string | undefined;
  error: string;
}

/** Takes the rows of a request log. */
export interface RequestRows {
  row(row: RequestRow): void;
  reject(line: number, message: string): void;
  cut(line: number): void;
  /** The run, once all rows were taken. */
  part(): RunPart;
}

/**
 * Counts the rows of a request log. A request failed when its `success` is false: that is goose's word, or the test's,
 * which comes as a second row of the same user (`update`) and takes the place of the first. Rows that the mitigation of
 * coordinated omission made up (`coordinated_omission_elapsed` above 0) are no requests.
 */
export function countRequests(input: ReaderInput): RequestRows {
  // Before 0.19 the times are whole milliseconds.
  const isFine = /response_time_(?:fraction_)?us/.test(input.head.text);
  const recorder = createRecorder(input, isFine ? {} : { stepMs: 1 });
  const pending = new Map<string, Pending>();
  const users = new Set<string>();
  let madeUp = 0;
  let unplaced = 0;
  const settle = ({ slot, elapsed, ms, success, status, error }: Pending) => {
    const kind = success
      ? undefined
      : recorder.errorKind({ slot, message: error || `status ${status ?? '0'}`, ...(status === undefined ? {} : { status }) });
    recorder.sample(slot, elapsed, ms, !success, kind);
  };
  return {
    row(row) {
      const user = String(row.get('user') ?? '');
      users.add(user);
      if (Number(row.get('coordinated_omission_elapsed') ?? 0) > 0) {
        madeUp++;
        return;
      }
      const success = booleanOf(row.get('success'));
      const elapsed = numberOf(row.get('elapsed')) ?? NaN;
      const before = pending.get(user);
      if (booleanOf(row.get('update')) === true) {
        if (before === undefined || before.elapsed !== elapsed) unplaced++;
        else pending.set(user, { ...before, success: success ?? before.success, error: textOf(row.get('error')) });
        return;
      }
      const ms = timeOf(row);
      const name = row.get('name');
      if (ms === undefined || success === undefined || typeof name !== 'string' || name === '') {
        recorder.reject({ line: row.line }, 'no name, response time or success; expected a row of goose’s request log');
        return;
      }
      if (before !== undefined) settle(before);
      const slot = recorder.endpoint({ kind: 'request', method: row.method.toUpperCase(), name });
      const code = countOf(row.get('status_code')) ?? 0;
      pending.set(user, { slot, elapsed, ms, success, status: code >= 100 ? String(code) : undefined, error: textOf(row.get('error')) });
    },
    reject: (line, message) => {
      recorder.reject({ line }, message);
    },
    cut: (line) => {
      recorder.cut({ line });
    },
    part() {
      for (const row of pending.values()) settle(row);
      sayLeftOut(input, madeUp, unplaced);
      if (isFine)
        input.diagnostics.add(
          'info',
          'decisions-not-logged',
          'goose 0.19 does not log what a test decides itself (set_failure, set_success)',
          {
            file: input.name,
          },
        );
      // `elapsed` counts from the start of the attack.
      recorder.beginAt(0);
      return recorder.part({ load: { model: 'closed' }, users: users.size });
    },
  };
}

function sayLeftOut({ diagnostics, name }: ReaderInput, madeUp: number, unplaced: number): void {
  if (madeUp > 0)
    diagnostics.add('info', 'made-up-requests', `${madeUp} rows that the mitigation of coordinated omission made up were not counted`, {
      file: name,
    });
  if (unplaced > 0)
    diagnostics.add(
      'warning',
      'updates-apart',
      `${unplaced} rows change requests that are not in the file before them; they were left out`,
      { file: name },
    );
}

/** The response time in ms, to the microsecond where it is there. */
function timeOf(row: RequestRow): number | undefined {
  const us = numberOf(row.get('response_time_us'));
  if (us !== undefined) return us >= 0 ? us / 1000 : undefined;
  const ms = numberOf(row.get('response_time'));
  const fraction = numberOf(row.get('response_time_fraction_us')) ?? 0;
  return ms === undefined || ms < 0 ? undefined : (ms * 1000 + fraction) / 1000;
}

function booleanOf(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
