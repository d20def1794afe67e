// Generated from schemas/*.schema.json by scripts/generate.mjs. Do not edit.
import type { ErrorObject } from './validator-error.js';

type Validator = { (value: unknown): boolean; errors?: ErrorObject[] | null };
export const lenientRun: Validator;
export const lenientBaseline: Validator;
export const lenientPolicy: Validator;
export const lenientComparison: Validator;
export const lenientHistoryEntry: Validator;
export const lenientExecution: Validator;
export const lenientNoise: Validator;
