import type { Diagnostic, Place } from './generated/types.js';

/** Longest piece of foreign text that a message repeats, in characters. */
const ECHO_LIMIT = 200;

/**
 * Foreign text made fit to stand in a message: control characters (terminal escapes, line breaks, direction marks)
 * are replaced by `�`, and what is longer than 200 characters is cut and marked with `…`.
 *
 * @example echo('\u001b[31mred') // '�[31mred'
 */
export function echo(text: string, limit: number = ECHO_LIMIT): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** What a {@link UserError} says, in parts. */
export interface UserErrorDetails {
  /** Stable word for programs, in kebab-case. */
  code: string;
  /** What was found, in plain words. */
  found: string;
  /** What was expected instead. */
  expected?: string;
  /** Where it was found. */
  place?: Place;
  /** What to do about it. */
  hint?: string;
}

/** `file:line:column`, as far as known; empty when nothing is. */
export function formatPlace(place: Place | undefined): string {
  if (place === undefined) return '';
  const position = [place.line, place.column].filter((part) => part !== undefined);
  const file = place.file === undefined ? (position.length > 0 ? 'line ' : '') : echo(place.file) + (position.length > 0 ? ':' : '');
  return file + position.join(':');
}

/**
 * What a user's file, flag or configuration did wrong: what was found, what was expected, where, and what to do.
 * A program that meets one prints `message` and exits with 2; nothing has been written.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable word for programs. */
  readonly code: string;
  /** The parts of the message. */
  readonly details: UserErrorDetails;

  constructor(details: UserErrorDetails) {
    const where = formatPlace(details.place);
    const expected = details.expected === undefined ? '' : `; expected ${details.expected}`;
    const hint = details.hint === undefined ? '' : `\n  ${details.hint}`;
    super(`${where === '' ? '' : `${where}: `}${details.found}${expected}${hint}`);
    this.code = details.code;
    this.details = details;
  }

  /** The same as data, to stand beside others in a document. */
  toDiagnostic(): Diagnostic {
    const expected = this.details.expected === undefined ? '' : `; expected ${this.details.expected}`;
    const hint = this.details.hint === undefined ? '' : ` — ${this.details.hint}`;
    return {
      code: this.code,
      severity: 'error',
      message: `${this.details.found}${expected}${hint}`,
      ...(this.details.place === undefined ? {} : { place: this.details.place }),
    };
  }
}

/** A defect of Loadline itself: an invariant that did not hold. Never the user's fault, and says so. */
export class InternalError extends Error {
  override readonly name = 'InternalError';

  constructor(what: string, options?: ErrorOptions) {
    super(`This is a defect of Loadline, not of your files: ${what}`, options);
  }
}

/**
 * The known word that is nearest to what was typed, by edit distance (Damerau–Levenshtein, restricted), if it is
 * near enough to be a slip: at most a third of the longer word's letters. Else the longest known word that it begins with.
 *
 * @example nearest('evidense', ['evidence', 'suite']) // 'evidence'
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase().slice(0, 64), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? longestStart(word.toLowerCase(), known);
}

/** Shorter words begin others by chance. */
const LEAST_START = 4;

function longestStart(word: string, known: readonly string[]): string | undefined {
  const starts = known.filter((each) => each.length >= LEAST_START && word.startsWith(each.toLowerCase()));
  return starts.sort((a, b) => b.length - a.length)[0];
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
