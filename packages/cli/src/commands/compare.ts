import type { Command } from 'commander';
import { exitCode, illustrate } from '@loadline/compare';
import type { Comparison, Policy, ReportTarget } from '@loadline/schema';
import { type Confirm, sayNextStep } from '../confirm.js';
import type { Context } from '../context.js';
import { judgeSides } from '../judge-sides.js';
import { configFiles } from '../noise-file.js';
import { type ConfigFlags, configOf, withJudgeOptions } from '../options.js';
import { checkTargets, keyOf, needPictures, parseTarget, refuseReports, writeReports } from '../reports.js';

/** Flags of the commands that judge. */
export interface JudgeFlags extends ConfigFlags {
  report?: string[];
  json?: boolean;
  all?: boolean;
  metric?: string[];
  label?: string[];
  shards?: boolean;
  confirm?: Confirm;
}

const EXAMPLES = `
Examples:
  $ loadline compare before_stats.csv after_stats.csv
  $ loadline compare before after                       # by Locust prefix: before_stats.csv, before_failures.csv, …
  $ loadline compare "results/baseline-*" results/now --report md=report.md
  $ some-tool | loadline compare before.json -          # one side from standard input

A side is a file with its siblings, a prefix, a folder or a quoted glob, or a baseline document.

Exit codes: 0 judged, nothing to fail on · 1 a verdict of --fail-on · 2 not judged · 3 judged, a report not delivered ·
4 with --confirm: in doubt, run again`;

/** `compare BEFORE AFTER`. */
export function addCompare(program: Command, context: Context, done: (code: number) => void): void {
  withJudgeOptions(
    program.command('compare').argument('<before>', 'results from before the change').argument('<after>', 'results from after it'),
  )
    .description('two sides → verdict')
    .addHelpText('after', EXAMPLES)
    .action(async (before: string, after: string, flags: JudgeFlags) => {
      const config = await configOf(context, flags);
      const targets = await targetsOf(flags, config.policy, context, [before, after, ...configFiles(config)]);
      const { comparison, files, ...sides } = await judgeSides(context, before, after, flags, config);
      await refuseReports(targets, files, context.cwd);
      const reported = needPictures(targets) ? illustrate(comparison, sides) : comparison;
      done(await deliver(reported, targets, context, flags));
    });
}

/** The reports of the flags, and those of the configuration that no flag says too; none of them in place of an input. */
export async function targetsOf(
  flags: Pick<JudgeFlags, 'report' | 'json'>,
  policy: Policy,
  context: Context,
  inputs: readonly string[],
): Promise<ReportTarget[]> {
  const given = [...(flags.report ?? []).map(parseTarget), ...(flags.json === true ? [{ format: 'json' }] : [])];
  const keys = new Set(await Promise.all(given.map((each) => keyOf(each, context.cwd))));
  const configured = await Promise.all(policy.reports.map(async (each) => ({ each, key: await keyOf(each, context.cwd) })));
  const targets = [...given, ...configured.flatMap(({ each, key }) => (keys.has(key) ? [] : [each]))];
  await checkTargets(targets, context, inputs);
  return targets;
}

/** Exit code of what was judged, of which a report could not be written. */
export const NOT_DELIVERED = 3;

/** Writes the reports and says the exit code. */
export async function deliver(
  comparison: Comparison,
  targets: readonly ReportTarget[],
  context: Context,
  flags: Pick<JudgeFlags, 'all' | 'quiet'>,
): Promise<number> {
  const failed = await writeReports(comparison, targets, context, {
    all: flags.all === true,
    quiet: flags.quiet === true,
    page: true,
    github: true,
  });
  for (const error of failed) context.writeErr(`loadline: ${error.message}\n`);
  const again = sayNextStep(comparison);
  if (again !== undefined) context.writeErr(`${again}\n`);
  const code = exitCode(comparison);
  return failed.length > 0 && code === 0 ? NOT_DELIVERED : code;
}
