import { countOf, numberOf } from '../values/number-of.js';
import { type PrintedTime, printedTime } from '../values/printed-time.js';

/** What hey's report says. */
export interface HeyReport {
  durationSeconds: number | undefined;
  rps: number | undefined;
  avg: PrintedTime | undefined;
  min: PrintedTime | undefined;
  max: PrintedTime | undefined;
  percentiles: [number, PrintedTime | undefined][];
  /** Undefined where the section is missing: the report ends early. */
  statuses: { status: string; count: number }[] | undefined;
  errors: { message: string; count: number }[];
  /** Lines of these lists that were not understood. */
  unread: string[];
}

/** Takes hey's report apart; lines end in `\n`. */
export function parseHeyReport(report: string): HeyReport {
  const time = (name: string) => printedTime(valueOf(report, name));
  const total = time('Total');
  const unread: string[] = [];
  const statuses = sectionOf(report, 'Status code distribution:');
  return {
    durationSeconds: total === undefined ? undefined : Number((total.ms / 1000).toPrecision(15)),
    rps: numberOf(valueOf(report, 'Requests/sec')),
    avg: time('Average'),
    min: time('Fastest'),
    max: time('Slowest'),
    percentiles: (sectionOf(report, 'Latency distribution:') ?? []).flatMap((line) => {
      // Built with a newer Go, hey 0.1.5 prints `10%%`, and `0%%` for what it has not.
      const match = /^ {2}(\d{1,2})%{1,2} in (.{1,40})$/.exec(line);
      return match === null || Number(match[1]) === 0
        ? []
        : [[Number(match[1]), printedTime(match[2])] as [number, PrintedTime | undefined]];
    }),
    statuses: statuses?.flatMap((line) => {
      const match = /^ {2}\[(\d{1,5})\]\t(\d{1,15}) responses$/.exec(line);
      if (match === null) unread.push(line);
      return match === null ? [] : [{ status: match[1] ?? '', count: countOf(match[2]) ?? 0 }];
    }),
    errors: (sectionOf(report, 'Error distribution:') ?? []).flatMap((line) => {
      const match = /^ {2}\[(\d{1,15})\]\t(.{1,4000})$/.exec(line);
      if (match === null) unread.push(line);
      return match === null ? [] : [{ message: match[2] ?? '', count: countOf(match[1]) ?? 0 }];
    }),
    unread,
  };
}

function valueOf(report: string, name: string): string | undefined {
  const at = report.indexOf(`\n  ${name}:\t`);
  return at < 0 ? undefined : report.slice(at + name.length + 5, at + name.length + 105).split('\n', 1)[0];
}

/** The lines of a section, which a blank line or the report's end closes; undefined without it. */
function sectionOf(report: string, title: string): string[] | undefined {
  const at = report.indexOf(`\n${title}\n`);
  if (at < 0) return undefined;
  const rest = report.slice(at + title.length + 2);
  if (rest === '' || rest.startsWith('\n')) return [];
  const lines = (rest.split('\n\n', 1)[0] ?? '').split('\n');
  return lines.filter((line) => line !== '').map((line) => line.slice(0, 5000));
}
