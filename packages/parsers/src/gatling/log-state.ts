import { addUserCounts, createUserCounts, type UserCounts } from './user-counts.js';

/** What a log says besides requests and groups. Plain data: it can be sent to another thread. */
export interface LogState {
  users: UserCounts;
  /** Messages of the rows `ERROR`, for requests that were never sent, and how often each came. */
  errors: Map<string, number>;
  /** What follows `ASSERTION` in each of those rows. */
  assertions: string[];
  /** The rows `RUN`; more than one where logs were joined. */
  runs: number;
  /** Rows about users that cannot be read. */
  oddUsers: number;
}

const MOST_ERRORS = 500;
const MOST_ASSERTIONS = 1000;
const OTHER = '(other errors)';

/** Nothing yet. */
export function createLogState(): LogState {
  return { users: createUserCounts(), errors: new Map(), assertions: [], runs: 0, oddUsers: 0 };
}

/** Counts an error that is no request. At most 500 messages are told apart. */
export function countLogError(state: LogState, message: string, count = 1): void {
  const key = state.errors.has(message) || state.errors.size < MOST_ERRORS ? message : OTHER;
  state.errors.set(key, (state.errors.get(key) ?? 0) + count);
}

/** Keeps an assertion; at most 1,000. */
export function keepAssertion(state: LogState, row: string): void {
  if (state.assertions.length < MOST_ASSERTIONS) state.assertions.push(row);
}

/** What the parts of a log say together, in the order of the file. */
export function joinLogStates(states: readonly LogState[]): LogState {
  const all = createLogState();
  for (const state of states) {
    addUserCounts(all.users, state.users);
    for (const [message, count] of state.errors) countLogError(all, message, count);
    for (const row of state.assertions) keepAssertion(all, row);
    all.runs += state.runs;
    all.oddUsers += state.oddUsers;
  }
  return all;
}
