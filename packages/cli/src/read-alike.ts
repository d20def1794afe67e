import { sameWarmup, type WarmedUp } from '@loadline/parsers';
import { type Policy, UserError } from '@loadline/schema';
import type { Side } from './sides.js';

/** One side, which can be read again by another policy. */
export interface ReadableSide {
  /** What a person gave for it. */
  inputs: readonly string[];
  /** How it was read. */
  side: Side;
  read(policy: Policy): Promise<Side>;
}

/**
 * The two sides with the same warm-up left out: where it could not be cut from a run, both are read with it. A document that
 * was written without its warm-up stays as it is; then the difference is told, as any other.
 *
 * @throws UserError when standard input would have to be read twice.
 */
export async function readAlike(left: ReadableSide, right: ReadableSide, policy: Policy): Promise<[Side, Side]> {
  const alike = sameWarmup([...runsOf(left.side), ...runsOf(right.side)], policy.read.warmupSeconds);
  if (alike === undefined) return [left.side, right.side];
  const { warmupSeconds, diagnostic } = alike;
  const whole = { ...policy, read: { ...policy.read, warmupSeconds } };
  const again = async ({ inputs, side, read }: ReadableSide) => {
    if (side.runs.every(({ run }) => (run.warmupSeconds ?? 0) === 0)) return side;
    if (inputs.includes('-'))
      throw new UserError({
        code: 'warmup-stdin',
        found: `single requests on standard input, of which a warm-up was cut, beside a run of which none could be`,
        expected: 'a file, which can be read again without cutting',
        hint: 'Or let nothing be cut: read: { warmup: 0 } in the configuration.',
      });
    return read(whole);
  };
  const [before, after] = [await again(left), await again(right)];
  if (sameWarmup([...runsOf(before), ...runsOf(after)], policy.read.warmupSeconds) !== undefined) return [left.side, right.side];
  return [before, { ...after, diagnostics: [...after.diagnostics, diagnostic] }];
}

function runsOf({ baseline, runs }: Side): readonly WarmedUp[] {
  return baseline?.runs ?? runs.map(({ run }) => run);
}
