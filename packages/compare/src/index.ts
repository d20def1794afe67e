export { compareFlat, type CompareFlatOptions, type FlatGate, type FlatLimits, type WrittenLimits } from './compare-flat.js';
export { decide, type DecideOptions } from './decide.js';
export { procedureParameters } from './evidence/procedure-parameters.js';
export { exitCode } from './exit-code.js';
export { explainFinding, explainNotJudged } from './explain/explain-finding.js';
export type { ExplainedNumber, ExplainedRun, Explanation, ExplanationCode, ExplanationStep, NumberName } from './explain/explanation.js';
export type { ExplainSequence } from './explain/look-steps.js';
export { illustrate, type IllustratedSides } from './illustrate/illustrate.js';
export { calibrateNoise, type CalibrateOptions } from './planning/calibrate-noise.js';
export { fitNoise, type NoiseFit, type NoiseSides } from './planning/fit-noise.js';
export { defaultPlan, type PlannedRuns, type PlanOptions, planRuns, type RunPlan } from './planning/plan-runs.js';
export type { Estimate } from './procedure/estimate.js';
export type { ClassNoise } from './procedure/judge-class.js';
export type { ErrorEstimate } from './procedure/judge-errors.js';
export { defaultParameters, type ProcedureParameters } from './procedure/parameters.js';
export {
  type ErrorResult,
  type ProcedureResult,
  type ProcedureSubject,
  runProcedure,
  type SeriesResult,
} from './procedure/run-procedure.js';
export type { EndpointRuns, MeasuredPercentile, MetricClass, RunRow } from './procedure/run-table.js';
export type { ProcedureWord } from './procedure/words.js';
export { type NextStep, nextStep } from './sequence/next-step.js';
export type { SequenceOptions } from './sequence/plan-look.js';
export { alphaOfLook, spentAlpha } from './sequence/spend-alpha.js';
