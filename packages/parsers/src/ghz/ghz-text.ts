import { readWhole } from '../input/json-text.js';
import { parseDurationMs } from '../input/parse-duration.js';
import type { Reader } from '../reader.js';
import { countOf } from '../values/number-of.js';
import { ghzPart, statusOfError } from './ghz-summary.js';
import { noCalls } from './no-calls.js';

/** The summary that ghz prints: times in ms to two digits, in s from 1 s on, in ns below 10 µs. It names no method. */
export const ghzText: Reader = {
  format: 'ghz-text',
  tool: 'ghz',
  title: 'ghz summary',
  detect: ({ text }) => /^Summary:\r?\n(?: {2}Name:[^\n]{0,4096}\n)? {2}Count:\t\d{1,15}\r?\n {2}Total:\t/m.test(text),
  async read(input) {
    const text = await readWhole(input);
    const value = (name: string) => new RegExp(`^ {2}${name}:\\t([^\\n]{1,60})$`, 'm').exec(text)?.[1]?.trim();
    const time = (duration: string | undefined) => {
      const parsed = parseDurationMs(duration ?? '');
      return parsed.kind === 'value' ? parsed.value : undefined;
    };
    const count = countOf(value('Count'));
    if (count === undefined || count === 0) throw noCalls(input.name);
    const statuses = [...text.matchAll(/^ {2}\[([A-Za-z]{1,40})\] {1,60}(\d{1,15}) responses/gm)];
    const answered = statuses.reduce((sum, [, , number]) => sum + Number(number), 0);
    const isWhole = answered === count;
    if (!isWhole)
      input.diagnostics.add('warning', 'file-cut', `the summary counts ${count} calls, and ${answered} by their status: it ends early`, {
        file: input.name,
      });
    const isOk = statuses.find(([, status]) => status === 'OK');
    const totalMs = time(value('Total'));
    const part = ghzPart(
      {
        call: undefined,
        count,
        failures: isWhole ? count - Number(isOk?.[2] ?? 0) : null,
        latency: {
          unit: 'ms',
          provenance: 'reported',
          resolution: (ms) => (ms >= 1000 ? 10 : ms < 0.01 ? 1e-6 : 0.01),
          avg: time(value('Average')),
          min: time(value('Fastest')),
          max: time(value('Slowest')),
          percentiles: [...text.matchAll(/^ {2}(\d{1,2}) % in ([\d.]{1,40} (?:ns|ms|s)) ?\r?$/gm)].map(([, percentile, duration]) => [
            Number(percentile),
            time(duration),
          ]),
        },
        rps: value('Requests/sec'),
        durationSeconds: totalMs === undefined ? undefined : totalMs / 1000,
        marks: [],
        errors: [...text.matchAll(/^ {2}\[(\d{1,15})\] {1,60}(\S[^\n]{0,4096})$/gm)].map(([, number, message = '']) => ({
          message: message.trim(),
          count: Number(number),
          ...statusOfError(message),
        })),
      },
      input,
    );
    return { ...part, partial: !isWhole };
  },
};
