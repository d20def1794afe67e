import { verdictWords, type Tone } from '../verdict-words.js';
import { html, nothing, type Html } from './html.js';
import type { RowState } from './state-of-finding.js';

/** A sign beside the word and the colour, so that neither is needed. */
const SIGNS: Readonly<Record<RowState, string>> = {
  fail: '×',
  warn: '!',
  inconclusive: '?',
  pass: '✓',
  improved: '✓',
  missing: '–',
  invalid: '≠',
  new: '+',
  muted: '·',
  unlimited: '·',
};

/** Which colour a state has. */
export function toneOf(state: RowState): Tone {
  return state === 'muted' || state === 'unlimited' ? 'plain' : verdictWords[state].tone;
}

/** A state in a word. */
export function wordOf(state: RowState): string {
  if (state === 'muted') return 'muted';
  return state === 'unlimited' ? 'no limit' : verdictWords[state].word;
}

/** A verdict as sign, word and colour; what it means on hover, unless it stands there too often. */
export function verdictMark(state: RowState, withMeaning = true): Html {
  const meaning =
    state === 'muted' ? 'Shown, not counted.' : state === 'unlimited' ? 'No limit speaks of it.' : verdictWords[state].meaning;
  const title = withMeaning ? html`title="${meaning}"` : nothing;
  return html`<span class="mark ${toneOf(state)}" ${title}><i aria-hidden="true">${SIGNS[state]}</i>${wordOf(state)}</span>`;
}

/** Which colour a change has: plain where it says nothing. */
export function changeTone(state: RowState): Tone {
  return state === 'pass' ? 'plain' : toneOf(state);
}
