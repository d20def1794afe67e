import type { Comparison, Diagnostic, Verdict } from '@loadline/schema/types';
import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { verdictWords } from '../verdict-words.js';
import type { Story } from './story.js';
import type { Headline } from './tell-headline.js';

/** Widest name of a gate, in columns. */
const GATE_WIDTH = 80;

/** What says it for all formats, where the verdict alone would look as if all had been judged. */
const NOT_AS_ASKED = 'not judged as asked';

/** Gates of the configuration that match nothing: what they were to guard was not judged, and the command exits with 2. */
export function deadGates({ diagnostics }: Pick<Comparison, 'diagnostics'>): Diagnostic[] {
  return diagnostics.filter(({ code, severity }) => code === 'gate-matches-nothing' && severity === 'error');
}

/**
 * The verdict that a report shows: that of the comparison, but nothing better than `invalid` where a gate matches nothing,
 * since what was asked for was not judged.
 */
export function shownVerdict(comparison: Pick<Comparison, 'diagnostics' | 'verdict'>): Verdict {
  const { verdict } = comparison;
  return deadGates(comparison).length === 0 || verdict === 'fail' || verdict === 'missing' ? verdict : 'invalid';
}

/** How the whole is marked: by its verdict, or as an error where it was not judged as asked. */
export function tellMark(comparison: Comparison): Pick<Story, 'verdict' | 'badge' | 'symbol' | 'tone'> {
  const verdict = shownVerdict(comparison);
  if (deadGates(comparison).length > 0) return { verdict, badge: 'ERROR', symbol: '❌', tone: 'bad' };
  const { badge, symbol, tone } = verdictWords[verdict];
  return { verdict, badge, symbol, tone };
}

/** Puts a mistake in the configuration before what was found, and in place of all praise. */
export function withMistake(comparison: Comparison, told: Headline): Headline & Pick<Story, 'mistake'> {
  const dead = deadGates(comparison);
  const [first] = dead;
  if (first === undefined) return told;
  const mistake = `${gateText(first)}${dead.length === 1 ? '' : ` (and ${formatNumber(dead.length - 1)} more)`}`;
  const said = `${mistake}${mistake.endsWith('?') ? ' Correct' : ': correct'} the configuration`;
  const isPraise = comparison.verdict === 'pass' || comparison.verdict === 'improved';
  const join = (text: string) => (isPraise ? said : `${said}; ${text.replace(COMPARISONS_OWN, '')}`);
  const detail = join(told.headline);
  const summary = NOT_AS_ASKED;
  return { headline: `${summary}: ${detail}`, brief: `${summary}: ${join(told.brief)}`, summary, detail, counted: [], mistake };
}

/** What a comparison's own headline says of it. */
const COMPARISONS_OWN = /; (?:a gate matches|\d+ gates match) nothing$/;

/** `gate 2 (POST /chekout) matches nothing, did you mean POST /checkout?`. */
function gateText({ gate, message }: Diagnostic): string {
  if (gate === undefined) return cutMiddle(message, 2 * GATE_WIDTH);
  const { index, name, nearest } = gate;
  const meant = nearest === undefined ? '' : `, did you mean ${cutMiddle(nearest, GATE_WIDTH)}?`;
  return `gate ${formatNumber(index + 1)} (${cutMiddle(name, GATE_WIDTH)}) matches nothing${meant}`;
}
