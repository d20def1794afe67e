import type { Command } from 'commander';
import { buildBaseline } from '@loadline/baseline';
import { decide, exitCode } from '@loadline/compare';
import { type Baseline, type Comparison, groupingHash, type Policy, type ReportTarget, UserError } from '@loadline/schema';
import type { Context } from '../context.js';
import { readLabels } from '../labels.js';
import { checkEnvironment, type ConfigFlags, configOf, withJudgeOptions } from '../options.js';
import { checkTargets, parseTarget, writeReports } from '../reports.js';
import { parseGiven, readSide } from '../sides.js';
import { toolVersion } from '../version.js';

/** Flags of the commands that judge. */
export interface JudgeFlags extends ConfigFlags {
  report?: string[];
  json?: boolean;
  all?: boolean;
  metric?: string[];
  label?: string[];
  shards?: boolean;
}

const EXAMPLES = `
Examples:
  $ loadline compare before_stats.csv after_stats.csv
  $ loadline compare before after                       # by Locust prefix: before_stats.csv, before_failures.csv, …
  $ loadline compare "results/baseline-*" results/now --report md=report.md
  $ some-tool | loadline compare before.json -          # one side from standard input

A side is a file with its siblings, a prefix, a folder or a quoted glob, or a baseline document.

Exit codes: 0 judged, nothing to fail on · 1 a verdict of --fail-on · 2 not judged · 3 judged, a report not delivered`;

/** `compare BEFORE AFTER`. */
export function addCompare(program: Command, context: Context, done: (code: number) => void): void {
  withJudgeOptions(
    program.command('compare').argument('<before>', 'results from before the change').argument('<after>', 'results from after it'),
  )
    .description('two sides → verdict')
    .addHelpText('after', EXAMPLES)
    .action(async (before: string, after: string, flags: JudgeFlags) => {
      if (before === '-' && after === '-')
        throw new UserError({ code: 'usage-stdin', found: '`-` for both sides', expected: 'standard input for one of them' });
      const { policy } = await configOf(context, flags);
      const targets = targetsOf(flags, policy);
      const given = (flags.metric ?? []).map((text) => parseGiven(text, policy));
      const shards = flags.shards === true;
      const left = await readSide(context, [before], { policy, shards });
      const right = await readSide(context, [after], { policy, shards, given, labels: readLabels(context.env, flags.label ?? []) });
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
      const comparison = decide(baseline, right.runs, policy, { now, toolVersion });
      comparison.diagnostics.push(...left.diagnostics, ...right.diagnostics);
      done(await deliver(comparison, targets, context, flags));
    });
}

/** The reports of the flags and of the configuration. */
export function targetsOf(flags: Pick<JudgeFlags, 'report' | 'json'>, policy: Policy): ReportTarget[] {
  const targets = [...(flags.report ?? []).map(parseTarget), ...(flags.json === true ? [{ format: 'json' }] : []), ...policy.reports];
  checkTargets(targets);
  return targets;
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

const NOT_DELIVERED = 3;

/** Writes the reports and says the exit code. */
export async function deliver(
  comparison: Comparison,
  targets: readonly ReportTarget[],
  context: Context,
  flags: Pick<JudgeFlags, 'all' | 'quiet'>,
): Promise<number> {
  const failed = await writeReports(comparison, targets, context, { all: flags.all === true, quiet: flags.quiet === true });
  for (const error of failed) context.writeErr(`loadline: ${error.message}\n`);
  const code = exitCode(comparison);
  return failed.length > 0 && code === 0 ? NOT_DELIVERED : code;
}
