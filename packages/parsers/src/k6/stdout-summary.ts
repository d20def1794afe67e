import { UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createStdoutReading, readStdoutLine, type StdoutReading } from './stdout-lines.js';
import { summaryPart } from './summary-part.js';

/** What k6 prints at the end of a test: for people, and rounded; any other output of k6 says more. */
export const k6Stdout: Reader = {
  format: 'k6-stdout',
  tool: 'k6',
  title: 'k6 text summary',
  isReport: true,
  detect: (head) => isSummaryText(head.text) || isBanner(head.text),
  read: readStdout,
};

function isSummaryText(text: string): boolean {
  return /^.{0,60}\s(?:http_req_duration|http_reqs|iterations|iteration_duration|data_received)\.{3,200}: (?:avg=|[\d.]{1,20} )/m.test(
    text,
  );
}

/** What stands before the first summary line in a log of a long test. */
function isBanner(text: string): boolean {
  return /^.{0,60}\sexecution: (?:local|cloud)/m.test(text) && /^.{0,60}\sscript: \S/m.test(text) && /^.{0,60}\soutput: \S/m.test(text);
}

async function readStdout(input: ReaderInput): Promise<RunPart> {
  const reading = createStdoutReading();
  await forEachLine(input, (line) => readStdoutLine(reading, line.text));
  if (reading.metrics.length === 0) throw noSummaryText(input);
  if (reading.isSecond) throw severalSummaries(input);
  if (reading.sections > 0)
    input.diagnostics.add('info', 'k6-sections', `${reading.sections} sections of single groups or scenarios were passed over`, {
      file: input.name,
    });
  const part = summaryPart(input, {
    metrics: reading.metrics,
    checks: [],
    thresholds: reading.thresholds,
    resolution: (ms) => reading.resolutions.get(ms),
    part: { ...loadOf(reading), toolVersion: isSinceOne(reading) ? '>=1.0' : '<1.0', ...(reading.interrupted ? { partial: true } : {}) },
  });
  return { ...part, ...(part.users === undefined && reading.maxUsers !== undefined ? { users: reading.maxUsers } : {}) };
}

function isSinceOne({ metrics }: StdoutReading): boolean {
  // Up to 0.57 metrics are in the order of their names, and `data_received` comes before any time.
  const names = metrics.map(({ name }) => name);
  return names.indexOf('data_received') > names.indexOf('iterations');
}

function loadOf({ models }: StdoutReading): Pick<RunPart, 'load'> {
  const [model] = models;
  return models.size === 1 && model !== undefined ? { load: { model } } : {};
}

function noSummaryText({ name }: ReaderInput): UserError {
  return new UserError({
    code: 'k6-summary',
    found: 'the console output of k6 without its end-of-test summary',
    expected: 'the summary that k6 prints when a test ends',
    place: { file: name },
    hint: 'A test that was killed, or run with --no-summary or --summary-mode=disabled, prints none. `--out json=FILE` keeps what was measured in any case.',
  });
}

function severalSummaries({ name }: ReaderInput): UserError {
  return new UserError({
    code: 'several-results',
    found: 'more than one summary of k6 in one file',
    expected: 'one result in each file',
    place: { file: name },
    hint: 'Give the files one by one; each is a run.',
  });
}
