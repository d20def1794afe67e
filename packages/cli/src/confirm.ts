import { nextStep } from '@loadline/compare';
import { type Comparison, echo, UserError } from '@loadline/schema';

/** Looks of `--confirm` without a number. */
const LOOKS = 3;
const MOST_LOOKS = 50;

/** What `--confirm` gives: a number of looks, or true without one. */
export type Confirm = number | true;

/** How many looks there may be in all: one without `--confirm`. */
export function sequenceOf(confirm: Confirm | undefined): { maxLooks: number } {
  return { maxLooks: confirm === undefined ? 1 : confirm === true ? LOOKS : confirm };
}

/**
 * Reads the number of `--confirm=LOOKS`. Called while arguments are read: a file that was taken for the number is told as that,
 * before it is missed among the files.
 *
 * @throws UserError when it is no whole number from 2 to 50.
 */
export function readLooks(given: string): number {
  const looks = /^\d{1,3}$/.test(given) ? Number(given) : NaN;
  if (looks >= 2 && looks <= MOST_LOOKS) return looks;
  throw new UserError({
    code: 'usage-confirm',
    found: `\`--confirm ${echo(given)}\``,
    expected: `a whole number of looks from 2 to ${MOST_LOOKS}`,
    hint: 'Before a file or a name write --confirm=3, or put --confirm last.',
  });
}

/** What to run again and why; undefined when nothing is. */
export function sayNextStep(comparison: Comparison): string | undefined {
  const next = nextStep(comparison);
  if (next.step === 'done') return undefined;
  const { look, maxLooks } = comparison.sequence;
  const what = next.inPairs === true ? 'pair' : 'run';
  const more = next.runs === 1 ? `1 more ${what}` : `${next.runs} more ${what}s`;
  return `run again (look ${look} of ${maxLooks}): ${next.why}; make ${more} of the same code, and give all its runs together`;
}
