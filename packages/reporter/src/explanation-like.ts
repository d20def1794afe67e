import type { EndpointId, Verdict } from '@loadline/schema/types';
import type { ExplainedNumberLike } from './explanation-numbers.js';
import type { stepTitles } from './explanation-words.js';

/** Which step of the way it is. */
export type ExplanationStepCode = keyof typeof stepTitles;

/** A step on the way to a verdict. */
export interface ExplanationStepLike {
  code: ExplanationStepCode;
  way: string;
  numbers: readonly ExplainedNumberLike[];
  text?: string;
}

/** What one run measured. */
export interface ExplainedRunLike {
  side: 'baseline' | 'current';
  number: number;
  files: readonly string[];
  startedAt?: string;
  value: number | null;
  requests: number | null;
  failures: number | null;
}

/** What `explainFinding` of `@loadline/compare` gives. */
export interface ExplanationLike {
  scope: 'endpoint' | 'service' | 'run';
  service: string;
  endpoint?: EndpointId;
  metric: string;
  inPlaceOf?: string;
  unit: string;
  verdict: Verdict | 'not-judged';
  runs: readonly ExplainedRunLike[];
  steps: readonly ExplanationStepLike[];
}
