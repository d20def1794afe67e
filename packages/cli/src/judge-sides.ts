import { buildBaseline } from '@loadline/baseline';
import { decide } from '@loadline/compare';
import { type Baseline, type Comparison, groupingHash, type Policy, type Run, UserError } from '@loadline/schema';
import { type Confirm, sequenceOf } from './confirm.js';
import type { Context } from './context.js';
import { readLabels } from './labels.js';
import { type NoisyConfig, policyFor } from './noise-file.js';
import { checkEnvironment } from './options.js';
import { readAlike } from './read-alike.js';
import { parseGiven, readSide } from './sides.js';
import { toolVersion } from './version.js';

/** What is said of the sides beside where they are. */
export interface SideFlags {
  metric?: string[];
  label?: string[];
  shards?: boolean;
  confirm?: Confirm;
}

/** Two sides as they were read, and what was decided of them. */
export interface Judged {
  baseline: Baseline;
  runs: Run[];
  /** Runs of the baseline, where results were given for it. */
  baselineRuns: Run[];
  comparison: Comparison;
  /** Paths of the files that they were read from. */
  files: string[];
}

/** Reads the two sides of a comparison as a person gave them, and decides. */
export async function judgeSides(context: Context, before: string, after: string, flags: SideFlags, config: NoisyConfig): Promise<Judged> {
  const { policy } = config;
  if (before === '-' && after === '-')
    throw new UserError({ code: 'usage-stdin', found: '`-` for both sides', expected: 'standard input for one of them' });
  const sequence = sequenceOf(flags.confirm);
  const given = (flags.metric ?? []).map((text) => parseGiven(text, policy));
  const shards = flags.shards === true;
  const labels = readLabels(context.env, flags.label ?? []);
  const readLeft = (by: Policy) => readSide(context, [before], { policy: by, shards });
  const readRight = (by: Policy) => readSide(context, [after], { policy: by, shards, given, labels });
  const [left, right] = await readAlike(
    { inputs: [before], side: await readLeft(policy), read: readLeft },
    { inputs: [after], side: await readRight(policy), read: readRight },
    policy,
  );
  if (right.baseline !== undefined)
    throw new UserError({
      code: 'usage-sides',
      found: 'a baseline document for the second side',
      expected: 'results',
      place: { file: after },
      hint: 'To see how two baselines differ: loadline baseline diff BEFORE AFTER',
    });
  const now = context.now().toISOString();
  const baseline =
    left.baseline ??
    buildBaseline(left.runs, {
      createdAt: now,
      strategy: left.runs.length > 1 ? 'runs' : 'run',
      rulesHash: groupingHash(policy),
      maxFailurePct: policy.parameters.maxFailurePct,
    });
  checkBaseline(baseline, policy, before);
  const noisy = policyFor(config, { baseline, runs: right.runs });
  const comparison = decide(baseline, right.runs, noisy.policy, { now, toolVersion, sequence });
  comparison.diagnostics.push(...noisy.diagnostics, ...left.diagnostics, ...right.diagnostics);
  return { baseline, runs: right.runs, baselineRuns: left.runs, comparison, files: [...left.files, ...right.files] };
}

/** Notes a baseline of other rules; refuses one of another environment. */
export function checkBaseline(baseline: Baseline, policy: Policy, file: string): void {
  checkEnvironment(policy, baseline.baseline.environment, file);
  if (baseline.baseline.rulesHash === '' || baseline.baseline.rulesHash === groupingHash(policy)) return;
  baseline.diagnostics.push({
    code: 'rules-differ',
    severity: 'warning',
    message: 'it was built with other rules for endpoints, services or metrics; build it again to compare like with like',
  });
}
