import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { printedLatency, type PrintedTime, printedTime } from '../values/printed-time.js';
import type { OhaListed } from './oha-counts.js';
import { ohaPart } from './oha-part.js';

/** Escapes that colour a terminal; oha up to 1.8 writes them into files, too. */

const COLOURS = /\u001b\[[0-9;]{0,20}m/g;

const plain = (text: string) => (text.includes('\u001b') ? text.replace(COLOURS, '') : text);

/** The report that oha prints for people. */
export const ohaText: Reader = {
  format: 'oha-text',
  tool: 'oha',
  title: 'oha report',
  detect: ({ text }) => /^Summary:\r{0,2}\n {2}Success rate:/m.test(plain(text)),
  async read(input) {
    const text = plain(await readWhole(input)).replace(/\r+\n/g, '\n');
    const at = text.lastIndexOf('Summary:\n  Success rate:');
    if (text.indexOf('Summary:\n  Success rate:') !== at)
      input.diagnostics.add('warning', 'report-left-out', 'the text holds several reports; the last one is read', { file: input.name });
    const report = text.slice(Math.max(at, 0));
    const time = (name: string) => printedTime(valueOf(report, name));
    const total = time('Total');
    return ohaPart(
      {
        listed: listedIn(report),
        latency: printedLatency({
          avg: time('Average'),
          min: time('Fastest'),
          max: time('Slowest'),
          percentiles: percentilesIn(report),
        }),
        durationSeconds: total === undefined ? undefined : Number((total.ms / 1000).toPrecision(15)),
        successRate: successIn(valueOf(report, 'Success rate')),
        rps: numberOf(valueOf(report, 'Requests/sec')),
      },
      input,
    );
  },
};

/** `100.00%`; up to 0.5 it was printed as `1.0000`. */
function successIn(text: string | undefined): number | undefined {
  const success = numberOf(text);
  return success === undefined || text?.includes('%') !== true ? success : success / 100;
}

function valueOf(report: string, name: string): string | undefined {
  const at = report.indexOf(`\n  ${name}:`);
  return at < 0 ? undefined : report.slice(at + name.length + 4, at + name.length + 104).split('\n', 1)[0];
}

/** The lines of a section, which a blank line or the report's end closes; undefined without it. */
function sectionOf(report: string, title: string): string[] | undefined {
  const at = report.indexOf(`\n${title}\n`);
  if (at < 0) return undefined;
  const rest = report.slice(at + title.length + 2);
  if (rest.startsWith('\n')) return [];
  return (rest.split('\n\n', 1)[0] ?? '').split('\n').map((line) => line.slice(0, 5000));
}

/** Of all answers (up to 0.5 under another title); those of the successful ones alone have a section of their own. */
function percentilesIn(report: string): [number, PrintedTime | undefined][] {
  return (sectionOf(report, 'Response time distribution:') ?? sectionOf(report, 'Latency distribution:') ?? []).flatMap(
    (line): [number, PrintedTime | undefined][] => {
      const match = /^ {2}(\d{1,2}(?:\.\d{1,6})?)% in (.{1,40})$/.exec(line);
      return match === null ? [] : [[Number(match[1]), printedTime(match[2])]];
    },
  );
}

function listedIn(report: string): OhaListed | undefined {
  const statuses = sectionOf(report, 'Status code distribution:');
  if (statuses === undefined) return undefined;
  return {
    statuses: statuses.flatMap((line) => {
      const match = /^ {2}\[(\d{3})[^\]]{0,60}\] (\d{1,15}) responses$/.exec(line);
      return match === null ? [] : [{ status: match[1] ?? '', count: countOf(match[2]) ?? 0 }];
    }),
    errors: (sectionOf(report, 'Error distribution:') ?? []).flatMap((line) => {
      const match = /^ {2}\[(\d{1,15})\] (.{1,4000})$/.exec(line);
      return match === null ? [] : [{ message: match[2] ?? '', count: countOf(match[1]) ?? 0 }];
    }),
  };
}
