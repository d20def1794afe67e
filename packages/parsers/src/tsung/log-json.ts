import { field, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { createDump, type Dump, GAUGES, isSound } from './dumps.js';
import { tsungPart } from './tsung-part.js';

const LATEST_SECONDS = 4.2e9;

/** `tsung.log` as JSON (`backend="json"`). tsung closes the document at the end of the run only. Failures: see {@link tsungPart}. */
export const logJson: Reader = {
  format: 'tsung-log-json',
  tool: 'tsung',
  title: 'tsung log (JSON)',
  detect: ({ text }) => /^\{\s{0,20}"stats"\s{0,5}:\s{0,5}\[\s{0,20}\{"timestamp"\s{0,5}:\s{0,5}\d{9,11},\s{0,5}"samples"/.test(text),
  async read(input) {
    const text = await readWhole(input);
    const { value, truncated } = parseJsonAt(text, text.indexOf('['), input);
    if (truncated)
      input.diagnostics.add('warning', 'file-cut', 'the log has no end: tsung was stopped, or is still running', { file: input.name });
    const dumps = listOf(value).flatMap((entry): Dump[] => {
      const at = numberOf(field(entry, 'timestamp'));
      return at === undefined || at < 0 || at > LATEST_SECONDS ? [] : [toDump(at, listOf(field(entry, 'samples')), input)];
    });
    const [first, ...rest] = dumps;
    // The first is written at the start and is empty.
    const isStart = first !== undefined && first.samples.size === 0 && first.counters.size === 0;
    return tsungPart(isStart ? rest : dumps, input, { isCut: truncated, ...(isStart ? { start: first.at } : {}) });
  },
};

function toDump(at: number, samples: readonly unknown[], input: ReaderInput): Dump {
  const dump = createDump(at);
  for (const sample of samples) {
    const given = field(sample, 'name');
    // What bears the name of a machine is its load.
    if (typeof given !== 'string' || field(sample, 'hostname') !== undefined) continue;
    const name = given.replace(/^http_(?=\d{3}$)/, '');
    const number = (key: string) => {
      const found = numberOf(field(sample, key)) ?? 0;
      return Math.abs(found) <= Number.MAX_SAFE_INTEGER ? found : 0;
    };
    const count = number('value');
    if (field(sample, 'mean') !== undefined) {
      const { mean, max, min } = { mean: number('mean'), max: number('max'), min: number('min') };
      const timed = { count, mean, max, min, meanBefore: number('global_mean'), countBefore: number('global_count') };
      if (isSound(timed)) dump.samples.set(name, timed);
      else
        input.diagnostics.add('warning', 'row-rejected', 'a sample was not counted: its numbers are no counts and times of tsung', {
          file: input.name,
        });
    } else if (name === 'users') dump.users = { now: count, most: number('max') };
    else if (!GAUGES.has(name)) dump.counters.set(name, { interval: count, total: number('total') });
  }
  return dump;
}
