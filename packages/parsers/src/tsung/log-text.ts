import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { createDump, type Dump, GAUGES, isSound } from './dumps.js';
import { tsungPart } from './tsung-part.js';

/** `tsung.log`, in which tsung writes all its counters every ten seconds. Failures: see {@link tsungPart}. */
export const logText: Reader = {
  format: 'tsung-log',
  tool: 'tsung',
  title: 'tsung log',
  detect: ({ text }) => /^# stats: dump at \d{9,11}\r?\nstats: /.test(text),
  async read(input) {
    const dumps: Dump[] = [];
    let isEnded = false;
    let isTorn = false;
    await forEachLine(input, ({ text, number, ended }) => {
      const line = text.trim();
      const moment = /^# stats: dump at (\d{9,11})$/.exec(line);
      if (line.startsWith('EndMonitor')) isEnded = true;
      else if (moment !== null) dumps.push(createDump(Number(moment[1])));
      else if (line === '' || !line.startsWith('stats: ')) return;
      else if (!ended) isTorn = true;
      else if (!addLine(dumps.at(-1), line))
        input.diagnostics.add('warning', 'row-rejected', 'a line was not counted: it is no count of tsung', {
          file: input.name,
          line: number,
        });
    });
    // A dump that is cut off would mix two moments.
    if (isTorn && dumps.length > 1) dumps.pop();
    if (!isEnded)
      input.diagnostics.add('warning', 'file-cut', 'the log has no end: tsung was stopped, or is still running', { file: input.name });
    return tsungPart(dumps, input, { isCut: !isEnded });
  },
};

/** `stats: request 10 1.5 0.1 9 1 1.4 90`, `stats: 200 10 100`, `stats: users 3 8`. */
function addLine(dump: Dump | undefined, line: string): boolean {
  // The name of a machine's load holds blanks and quotes, and is not read.
  if (line.startsWith('stats: {')) return true;
  const [, name = '', ...rest] = line.split(' ');
  const numbers = rest.map(numberOf);
  if (dump === undefined || name === '' || numbers.some((number) => number === undefined || Math.abs(number) > Number.MAX_SAFE_INTEGER))
    return false;
  const [count = 0, mean = 0, , max = 0, min = 0, meanBefore = 0, countBefore = 0] = numbers;
  const sample = { count, mean, max, min, meanBefore, countBefore };
  if (numbers.length === 7 && isSound(sample)) dump.samples.set(name, sample);
  else if (numbers.length !== 2) return false;
  else if (name === 'users') dump.users = { now: count, most: mean };
  else if (!GAUGES.has(name)) dump.counters.set(name, { interval: count, total: mean });
  return true;
}
