import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { loadtestPart, type LoadtestReport } from './loadtest-part.js';

/** The report that loadtest prints, with the lines of progress before it. Times are whole milliseconds, rounded down. */
export const loadtestText: Reader = {
  format: 'loadtest-text',
  tool: 'loadtest',
  title: 'loadtest report',
  isReport: true,
  detect: ({ text }) => REPORT.test(text) || PROGRESS.test(text),
  read: readLoadtestText,
};

// Up to version 5 each line begins with the time and a level: `[Sat Nov 21 2026 07:39:33 GMT+0000 (…)] INFO `.
const LOGGED = '(?:\\[[^\\]\\n]{1,100}\\] INFO )?';
const REPORT = new RegExp(`^${LOGGED}Completed requests: {1,4}\\d{1,15}\\r{0,2}\\n${LOGGED}Total errors: {1,10}\\d{1,15}\\r{0,2}$`, 'm');
const PROGRESS = new RegExp(
  `^${LOGGED}Requests: \\d{1,15}(?: \\(\\d{1,12}%\\))?, requests per second: \\d{1,15}, mean latency: [\\d.]{1,20} ms\\r?$`,
  'm',
);

async function readLoadtestText(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]{1,100}\] INFO /, '').trimEnd());
  const at = lines.findIndex((line) => line.startsWith('Completed requests:'));
  const report = at < 0 ? fromProgress(lines) : fromReport(lines, at);
  const more = lines.slice(at + 1).filter((line) => line.startsWith('Completed requests:')).length;
  if (at >= 0 && more > 0)
    input.diagnostics.add('warning', 'more-reports', `${more} more reports follow the first, which alone was read`, { file: input.name });
  return loadtestPart(input, report);
}

/** What stands behind a label, in the lines of the settings or of the results. */
function valueOf(lines: readonly string[], label: string): string | undefined {
  return lines
    .find((line) => line.startsWith(`${label}:`))
    ?.slice(label.length + 1)
    .trim();
}

function fromReport(lines: readonly string[], at: number): LoadtestReport {
  const head = lines.findLastIndex((line, index) => index < at && line.startsWith('Target URL:'));
  const settings = head < 0 ? [] : lines.slice(head, at);
  const next = lines.findIndex((line, index) => index > at && line.startsWith('Target URL:'));
  const results = lines.slice(at, next < 0 ? lines.length : next);
  const shares = results.flatMap((line): [number, string][] => {
    const match = /^ {0,3}(\d{1,3}(?:\.\d{1,6})?)% {1,12}([\d.]{1,20}) ms/.exec(line);
    return match === null ? [] : [[Number(match[1]), match[2] ?? '']];
  });
  // The line of 100 % is printed twice by version 5 where there were errors.
  const longest = shares.find(([share]) => share === 100)?.[1];
  const codes = new Map(
    results.flatMap((line): [string, number][] => {
      const match = /^ {1,8}(\S{1,100}): {1,8}(\d{1,15}) errors$/.exec(line);
      return match === null ? [] : [[match[1] ?? '', Number(match[2])]];
    }),
  );
  return {
    url: valueOf(settings, 'Target URL'),
    requests: countOf(valueOf(results, 'Completed requests')),
    errors: countOf(valueOf(results, 'Total errors')),
    seconds: numberOf(valueOf(results, 'Total time')?.replace(/ s$/, '')),
    times: {
      latency: {
        unit: 'ms',
        provenance: 'reported',
        resolution: 1,
        avg: valueOf(results, 'Mean latency')?.replace(/ ms$/, ''),
        max: longest,
        percentiles: shares.filter(([share]) => share > 0 && share < 100),
      },
    },
    codes: [...codes],
    clients: countOf(valueOf(settings, 'Concurrent clients') ?? valueOf(settings, 'Concurrency level')),
    hasRate: settings.length === 0 ? undefined : settings.some((line) => /^(?:Target rps|Requests per second):/.test(line)),
    partial: longest === undefined,
  };
}

/** A run that was interrupted: the last lines of progress count what was done until then. */
function fromProgress(lines: readonly string[]): LoadtestReport {
  const last = (pattern: RegExp) => lines.findLast((line) => pattern.test(line));
  const requests = countOf(/^Requests: (\d{1,15})/.exec(last(/^Requests: \d/) ?? '')?.[1]);
  const errors = /accumulated errors: (\d{1,15})/.exec(last(/^Errors: \d/) ?? '');
  return {
    requests: requests === 0 ? undefined : requests,
    errors: errors === null ? 0 : countOf(errors[1]),
    times: {},
    codes: [],
    partial: true,
  };
}
