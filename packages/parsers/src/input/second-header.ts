import { UserError } from '@loadline/schema';

/** The error for a table of sums that stands behind another in one file: sums of two runs do not add up to one. */
export function secondHeader(file: string, line: number): UserError {
  return new UserError({
    code: 'several-results',
    found: 'the header once more: several results in one file',
    expected: 'one result in each file',
    place: { file, line },
    hint: 'Give the files one by one; each is a run.',
  });
}
