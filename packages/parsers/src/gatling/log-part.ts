import type { ReaderInput, RunPart } from '../reader.js';
import type { Recorder } from '../samples/recorder.js';
import { judgeAssertions } from './judge-assertions.js';
import type { LogState } from './log-state.js';
import type { ParsedAssertions } from './parse-assertions.js';
import { forEachUserCount } from './user-counts.js';

/** What a log says of its run, in whatever form it was written. */
export interface LogFacts {
  /** Class of the simulation. */
  simulation: string;
  /** Version of Gatling. */
  version: string;
  /** What somebody called the run; empty where nobody did. */
  description: string;
  /** Written by 2.0 or 2.1, whose report computes some things in another way. */
  isOld: boolean;
}

/** The part of a run that a log is, once it has been read. */
export function logPart(
  input: Pick<ReaderInput, 'name' | 'diagnostics'>,
  recorder: Recorder,
  state: LogState,
  facts: LogFacts,
  { assertions, unknown }: ParsedAssertions,
): RunPart {
  forEachUserCount(state.users, (atMs, users) => {
    recorder.users(atMs, users);
  });
  sayRest(input, state, facts, unknown);
  const part = recorder.part({
    ...(facts.simulation === '' ? {} : { scenario: facts.simulation }),
    toolVersion: facts.version,
  });
  const slos = judgeAssertions(assertions, recorder.record().slots, {
    seconds: secondsOf(recorder, state, facts.isOld),
    isCut: facts.isOld,
  });
  const unsent = [...state.errors].map(([message, count]) => ({ message: message === '' ? 'ERROR' : message, count }));
  return { ...part, errors: [...(part.errors ?? []), ...unsent], ...(slos.length === 0 ? {} : { slos }) };
}

/** The length of the run as Gatling's report takes it: from the first thing that happened to the last, since 2.2 in whole seconds, rounded up. */
function secondsOf(recorder: Recorder, { users }: LogState, isOld: boolean): number {
  const { start, end } = recorder.record();
  const seconds = (Math.max(end, users.last) - Math.min(start, users.first)) / 1000;
  return isOld ? seconds : Math.ceil(seconds);
}

function sayRest(
  { diagnostics, name }: Pick<ReaderInput, 'name' | 'diagnostics'>,
  state: LogState,
  facts: LogFacts,
  unknown: number,
): void {
  const place = { file: name };
  if (facts.description !== '')
    diagnostics.add('info', 'run-description', `the run is described as: ${facts.description.slice(0, 200)}`, place);
  if (state.runs > 1)
    diagnostics.add('info', 'logs-joined', `${state.runs} logs were joined in this file; all of them were counted`, place);
  const errors = [...state.errors.values()].reduce((sum, count) => sum + count, 0);
  if (errors > 0)
    diagnostics.add(
      'warning',
      'requests-not-sent',
      `${errors.toLocaleString('en-US')} ${errors === 1 ? 'error is' : 'errors are'} no failed request: something went wrong before one was sent; they stand among the errors and are not counted as requests`,
      place,
    );
  if (state.oddUsers > 0)
    diagnostics.add(
      'warning',
      'user-rows-rejected',
      `${state.oddUsers} rows about users could not be read: the number of users may be wrong`,
      place,
    );
  if (unknown > 0)
    diagnostics.add(
      'warning',
      'assertions-unknown',
      `${unknown} ${unknown === 1 ? 'assertion is' : 'assertions are'} in a form that is not known`,
      place,
    );
}
