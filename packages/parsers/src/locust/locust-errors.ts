import { UserError } from '@loadline/schema';
import type { TextInput } from '../input/read-lines.js';

/** The error for a file of the right shape in which nothing was measured. */
export function noRequests(input: Pick<TextInput, 'name'>, found: string): UserError {
  return new UserError({
    code: 'no-requests',
    found: `${found}: nothing was measured`,
    expected: 'at least one request',
    place: { file: input.name },
    hint: 'A test that is stopped before Locust’s first flush leaves such a file; the console log of that run says why.',
  });
}

/** The error for a file into which several results were joined. */
export function severalResults(input: Pick<TextInput, 'name'>, line: number): UserError {
  return new UserError({
    code: 'several-results',
    found: 'a second header line: several results in one file',
    expected: 'one result in each file',
    place: { file: input.name, line },
    hint: 'Give the files one by one; each is a run.',
  });
}
