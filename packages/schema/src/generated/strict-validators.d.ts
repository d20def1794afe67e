// Generated from schemas/*.schema.json by scripts/generate.mjs. Do not edit.
import type { ErrorObject } from './validator-error.js';

type Validator = { (value: unknown): boolean; errors?: ErrorObject[] | null };
export const strictRun: Validator;
export const strictBaseline: Validator;
export const strictPolicy: Validator;
export const strictComparison: Validator;
export const strictHistoryEntry: Validator;
export const strictExecution: Validator;
export const strictNoise: Validator;
