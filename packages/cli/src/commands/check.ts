import type { Command } from 'commander';
import { buildBaseline } from '@loadline/baseline';
import { decide, illustrate } from '@loadline/compare';
import { type Baseline, groupingHash, type Policy, type Run, UserError, writeDocument } from '@loadline/schema';
import { sequenceOf } from '../confirm.js';
import type { Context } from '../context.js';
import { checkBaseline } from '../judge-sides.js';
import { readLabels } from '../labels.js';
import { configFiles, policyFor } from '../noise-file.js';
import { configOf, withJudgeOptions } from '../options.js';
import { readAlike } from '../read-alike.js';
import { exists, parseGiven, readRuns, readSide, type Side } from '../sides.js';
import { toolVersion } from '../version.js';
import { writeFileWhole } from '../write-file.js';
import { needPictures, refuseReports } from '../reports.js';
import { deliver, type JudgeFlags, targetsOf } from './compare.js';

interface CheckFlags extends JudgeFlags {
  baseline?: string;
  requireBaseline?: boolean;
}

const EXAMPLES = `
Examples:
  $ loadline check results/run_stats.csv
  $ loadline check results/run --baseline docs/performance-baselines.json --fail-on fail,missing
  $ loadline check "results/now-*" --report md=load-test-results/regression-analysis.md
  $ loadline check "results/now-*" --confirm            # exit code 4: in doubt, run again and give all runs

Where there is no baseline yet, nothing is judged and this run becomes the first one (--require-baseline: exit code 2).`;

/** `check FILE…`: against the configured baseline. */
export function addCheck(program: Command, context: Context, done: (code: number) => void): void {
  withJudgeOptions(program.command('check').argument('<files...>', 'results of the run, or of several repeats of it'))
    .description('results against the configured baseline → reports, exit code')
    .option('-b, --baseline <file>', 'baseline, in place of the configuration’s')
    .option('--require-baseline', 'fail (2) when there is no baseline yet')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: CheckFlags) => {
      const override = flags.baseline === undefined ? [] : [{ path: ['baseline', 'from'], value: flags.baseline, from: '--baseline' }];
      const config = await configOf(context, flags, override);
      const { policy } = config;
      const targets = await targetsOf(flags, policy, context, [...files, policy.baseline.from, ...configFiles(config)]);
      const sequence = sequenceOf(flags.confirm);
      const given = (flags.metric ?? []).map((text) => parseGiven(text, policy));
      const labels = readLabels(context.env, flags.label ?? []);
      const readNow = async (by: Policy): Promise<Side> => {
        const { skipped, ...read } = await readRuns(context, files, { policy: by, shards: flags.shards === true, given, labels });
        return { runs: read.runs, diagnostics: skipped, files: read.files };
      };
      const first = await readNow(policy);
      const file = policy.baseline.from;
      if (!(await exists(context.cwd, file))) {
        done(await becomeFirst(first.runs, policy, context, flags));
        return;
      }
      const readBaseline = (by: Policy) => readSide(context, [file], { policy: by, shards: false });
      const [side, current] = await readAlike(
        { inputs: [file], side: await readBaseline(policy), read: readBaseline },
        { inputs: files, side: first, read: readNow },
        policy,
      );
      await refuseReports(targets, [...side.files, ...current.files], context.cwd);
      const now = context.now().toISOString();
      const baseline =
        side.baseline ??
        buildBaseline(side.runs, {
          createdAt: side.runs[0]?.run.startedAt ?? now,
          strategy: 'file',
          rulesHash: groupingHash(policy),
          maxFailurePct: policy.parameters.maxFailurePct,
        });
      checkBaseline(baseline, policy, file);
      const noisy = policyFor(config, { baseline, runs: current.runs });
      const comparison = decide(baseline, current.runs, noisy.policy, { now, toolVersion, sequence });
      comparison.diagnostics.push(...noisy.diagnostics, ...side.diagnostics, ...current.diagnostics);
      const sides = { baseline, runs: current.runs, baselineRuns: side.runs };
      const reported = needPictures(targets) ? illustrate(comparison, sides) : comparison;
      done(await deliver(reported, targets, context, flags));
    });
}

/** In a build whose files are thrown away every run would be the first, and nothing ever judged. */
const KEEP_IT =
  'Commit this file, so that the next check finds it. With --require-baseline a missing one is an error (exit code 2), best in CI.';

async function becomeFirst(runs: readonly Run[], policy: Policy, context: Context, flags: CheckFlags): Promise<number> {
  const file = policy.baseline.from;
  if (flags.requireBaseline === true)
    throw new UserError({
      code: 'baseline-missing',
      found: `no baseline at \`${file}\``,
      expected: 'one',
      hint: `Build it from a run that is normal: loadline baseline build RUN -o ${file}`,
    });
  const baseline = firstBaseline(runs, policy, context);
  const unfit = baseline.invalid.find((part) => part.scope !== 'metric');
  if (unfit !== undefined)
    throw new UserError({
      code: 'baseline-unfit',
      found: `no baseline at \`${file}\`, and a run that cannot serve as the first: ${unfit.reason}`,
    });
  await writeFileWhole(file, writeDocument(baseline), context.cwd);
  if (flags.quiet !== true) context.writeOut(`nothing was judged; this run is now the first baseline: ${file}\n${KEEP_IT}\n`);
  return 0;
}

function firstBaseline(runs: readonly Run[], policy: Policy, context: Context): Baseline {
  return buildBaseline(runs, {
    createdAt: context.now().toISOString(),
    strategy: 'first-run',
    rulesHash: groupingHash(policy),
    suite: policy.suite,
    ...(policy.environment === null ? {} : { environment: policy.environment }),
    maxFailurePct: policy.parameters.maxFailurePct,
  });
}
