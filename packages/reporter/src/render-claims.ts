import { formatQuantity } from './format-number.js';
import { layRow, openPage, type TerminalOptions } from './terminal/page.js';

/** A number that a load generator printed beside the one that was read. */
export interface ClaimLike {
  /** What it is about: an endpoint, or `the run`. */
  subject: string;
  /** What it counts or measures. */
  metric: string;
  /** The tool's number; undefined where it printed none. */
  theirs: number | undefined;
  /** Our number; undefined where there is none. */
  ours: number | undefined;
  /** Unit of both. */
  unit: string;
  /** Why they differ. */
  why: string;
}

/** What {@link renderClaims} can be told. */
export interface RenderClaimsOptions extends TerminalOptions {
  /** The load generator, for the words. Default `the tool`. */
  tool?: string;
}

/**
 * Where a load generator's own numbers differ from those that were read, both side by side with the reason.
 *
 * @example renderClaims([{ subject: 'the run', metric: 'failures', theirs: 0, ours: 12, unit: 'count', why: 'it takes 5xx for success' }], { tool: 'oha' })
 */
export function renderClaims(claims: readonly ClaimLike[], { tool = 'the tool', ...options }: RenderClaimsOptions = {}): string {
  const page = openPage(options);
  if (claims.length === 0)
    return `${layRow(page, { indent: 0 }, [{ text: `What ${tool} printed itself says the same, as far as it says anything.` }]).join('\n')}\n`;
  const value = (number: number | undefined, claim: ClaimLike) =>
    number === undefined
      ? 'none'
      : formatQuantity(number, claim.unit, {
          unicode: page.unicode,
          distinctFrom: [claim.theirs, claim.ours].filter((each) => each !== undefined),
        });
  const lines = claims.flatMap((claim) => [
    ...layRow(page, { indent: 1, hanging: 4 }, [
      { text: claim.subject, style: 'bold' },
      { text: claim.metric },
      { text: `${tool}: ${value(claim.theirs, claim)}` },
      { text: `here: ${value(claim.ours, claim)}` },
    ]),
    ...layRow(page, { indent: 4 }, [{ text: claim.why, style: 'dim' }]),
  ]);
  return `${lines.join('\n')}\n`;
}
