import type { Diagnostic, Verdict } from '@loadline/schema/types';

/** What a kind of finding or diagnostic means to people. Plain text, not escaped. */
export interface FindingWords {
  /** A few words, without a full stop. */
  title: string;
  /** One or two sentences: what it means for the reader. */
  meaning: string;
  /** One sentence: what to do about it. */
  whatToDo: string;
  /** How a diagnostic of this kind is told; the gravest, where it depends. Absent for what is no diagnostic. */
  severity?: Diagnostic['severity'];
  /** The verdicts of findings that have it as their reason. Absent for what is no reason. */
  verdicts?: readonly Verdict[];
}

/** Kinds of one sort by their code. */
export type WordsByCode<Code extends string = string> = Readonly<Record<Code, FindingWords>>;
