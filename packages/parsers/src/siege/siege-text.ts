import { UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { siegePart } from './siege-summary.js';
import { createSiegeOutput, type SiegeOutput, withoutColours } from './siege-text-values.js';

/** The summary that siege prints on standard error. */
export const siegeText: Reader = {
  format: 'siege-text',
  tool: 'siege',
  title: 'siege summary',
  detect: ({ text }) =>
    (/^Transactions:\s{1,40}\d{1,15}\s{1,8}hits\r?$/m.test(text) && /^Availability:\s{1,40}[\d.]{1,10} %\r?$/m.test(text)) ||
    /^\*\* SIEGE \d{1,4}\.\d/m.test(text),
  async read(input) {
    const collected = createSiegeOutput();
    await forEachLine(input, ({ text }) => {
      collected.line(withoutColours(text));
    });
    const output = collected.output();
    if (output.summary === undefined)
      throw new UserError({
        code: 'no-results',
        found: 'an output of siege without its summary',
        expected: 'the lines from `Transactions` to `Shortest transaction`',
        place: { file: input.name },
        hint: 'Siege prints its summary on standard error: `siege … 2> run.txt`.',
      });
    const part = siegePart(output.summary, input.name);
    return { ...part, errors: output.errors, ...aroundOf(output, input, part) };
  },
};

/** What the lines around the summary say of a run. */
export function aroundOf(
  output: SiegeOutput,
  { name, diagnostics }: Pick<ReaderInput, 'name' | 'diagnostics'>,
  part: RunPart,
): Partial<RunPart> {
  if (output.isAborted)
    diagnostics.add('warning', 'run-aborted', 'siege gave up since too many connections failed; it had not sent all requests', {
      file: name,
    });
  return {
    load: { model: 'closed', ...(output.users === undefined ? {} : { users: output.users }) },
    ...(output.version === undefined ? {} : { toolVersion: output.version }),
    partial: part.partial || output.isAborted,
  };
}
