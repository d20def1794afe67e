import type { Command } from 'commander';
import { buildBaseline, diffBaselines } from '@loadline/baseline';
import { renderBaseline, renderBaselineDiff } from '@loadline/reporter';
import { type Baseline, baselineToFlat, groupingHash, type Policy, UserError, writeDocument } from '@loadline/schema';
import { type Context, styleOf } from '../context.js';
import { readLabels } from '../labels.js';
import { configFiles } from '../noise-file.js';
import { collect, type ConfigFlags, configOf, withConfigOptions } from '../options.js';
import { refuseOutput } from '../refuse-overwrite.js';
import { findReplaced, sayReplaced } from '../say-replaced.js';
import { exists, parseGiven, readRuns, readSide } from '../sides.js';
import { writeFileWhole } from '../write-file.js';

interface BuildFlags extends ConfigFlags {
  output: string;
  flat?: boolean;
  json?: boolean;
  all?: boolean;
  acceptedBy?: string;
  rationale?: string;
  metric?: string[];
  label?: string[];
  shards?: boolean;
}

const DEFAULT_FILE = 'docs/performance-baselines.json';

/** `baseline build|show|diff`. */
export function addBaseline(program: Command, context: Context, done: (code: number) => void): void {
  const baseline = program.command('baseline').description('what is normal: build it from runs, show it, compare two');
  addBuild(baseline, context, done);
  addShow(baseline, context, done);
  addDiff(baseline, context, done);
}

function addBuild(parent: Command, context: Context, done: (code: number) => void): void {
  withConfigOptions(parent.command('build').argument('<runs...>', 'runs that are normal: files, prefixes, folders, quoted globs'))
    .description('one or more runs → baseline')
    .option('-o, --output <file>', 'where to write; - is standard output', DEFAULT_FILE)
    .option('--flat', 'write the flat form: services with plain numbers')
    .option('--json', 'write to standard output; the same as -o -')
    .option('--all', 'show every endpoint and note')
    .option('--accepted-by <name>', 'who accepts it as normal')
    .option('--rationale <text>', 'why; it is kept in the baseline')
    .option('--metric <service/name=value>', 'a metric of your own; repeatable', collect)
    .option('--label <name=value>', 'label of the runs; repeatable', collect)
    .option('--shards', 'the files are parts of one run')
    .addHelpText(
      'after',
      `\nExamples:\n  $ loadline baseline build results/run_stats.csv\n  $ loadline baseline build "results/baseline-*" --accepted-by ada --rationale "cache added, p95 down a fifth (#412)"`,
    )
    .action(async (inputs: string[], flags: BuildFlags) => {
      const config = await configOf(context, flags);
      const { policy } = config;
      const given = (flags.metric ?? []).map((text) => parseGiven(text, policy));
      const { runs, files } = await readRuns(context, inputs, {
        policy,
        shards: flags.shards === true,
        given,
        labels: readLabels(context.env, flags.label ?? []),
      });
      const output = flags.json === true ? '-' : flags.output;
      await refuseOutput(output, [...files, ...configFiles(config)], context.cwd);
      const built = buildBaseline(runs, {
        createdAt: context.now().toISOString(),
        strategy: 'file',
        rulesHash: groupingHash(policy),
        suite: policy.suite,
        ...(policy.environment === null ? {} : { environment: policy.environment }),
        ...(flags.acceptedBy === undefined ? {} : { acceptedBy: flags.acceptedBy }),
        ...(flags.rationale === undefined ? {} : { rationale: flags.rationale }),
        maxFailurePct: policy.parameters.maxFailurePct,
      });
      const text = flags.flat === true ? `${JSON.stringify(baselineToFlat(built), null, 2)}\n` : writeDocument(built);
      if (output === '-') context.writeOut(text);
      else {
        const replaced = await findReplaced(context.cwd, output);
        await writeFileWhole(output, text, context.cwd);
        if (flags.quiet !== true) context.writeErr(`wrote ${output}\n${sayReplaced(built, replaced)}`);
        if (flags.quiet !== true)
          context.writeOut(renderBaseline(built, { ...styleOf(context), now: context.now().toISOString(), all: flags.all === true }));
      }
      done(0);
    });
}

function addShow(parent: Command, context: Context, done: (code: number) => void): void {
  withConfigOptions(parent.command('show').argument('[file]', `baseline (default: the configuration’s, else ${DEFAULT_FILE})`))
    .description('what a baseline holds')
    .option('--json', 'as JSON')
    .option('--all', 'every endpoint of a long list')
    .addHelpText('after', '\nExample:\n  $ loadline baseline show docs/performance-baselines.json')
    .action(async (file: string | undefined, flags: ConfigFlags & { json?: boolean; all?: boolean }) => {
      const config = await configOf(context, flags);
      const shown = await readAsBaseline(file ?? config.policy.baseline.from, context, config.policy);
      context.writeOut(
        flags.json === true
          ? writeDocument(shown)
          : renderBaseline(shown, { ...styleOf(context), now: context.now().toISOString(), all: flags.all === true }),
      );
      done(0);
    });
}

function addDiff(parent: Command, context: Context, done: (code: number) => void): void {
  withConfigOptions(parent.command('diff').argument('<before>', 'baseline').argument('<after>', 'baseline'))
    .description('how two baselines differ')
    .option('--json', 'as JSON')
    .option('--all', 'every row, what is the same too')
    .addHelpText('after', '\nExample:\n  $ loadline baseline diff old.json docs/performance-baselines.json')
    .action(async (before: string, after: string, flags: ConfigFlags & { json?: boolean; all?: boolean }) => {
      const { policy } = await configOf(context, flags);
      const diff = diffBaselines(await readAsBaseline(before, context, policy), await readAsBaseline(after, context, policy));
      context.writeOut(
        flags.json === true
          ? `${JSON.stringify(diff, null, 2)}\n`
          : renderBaselineDiff(diff, { ...styleOf(context), all: flags.all === true }),
      );
      done(0);
    });
}

/** A baseline document; or, of results and flat files, the baseline that they would make. */
async function readAsBaseline(file: string, context: Context, policy: Policy): Promise<Baseline> {
  if (file === policy.baseline.from && !(await exists(context.cwd, file)))
    throw new UserError({
      code: 'baseline-missing',
      found: `no baseline yet: \`${file}\` does not exist`,
      hint: `Build it from a run that is normal: loadline baseline build RUN -o ${file}`,
    });
  const side = await readSide(context, [file], { policy, shards: false });
  if (side.baseline !== undefined) return side.baseline;
  if (side.runs.length === 0) throw new UserError({ code: 'no-data', found: `nothing in \`${file}\``, expected: 'a baseline' });
  return buildBaseline(side.runs, {
    createdAt: side.runs[0]?.run.startedAt ?? context.now().toISOString(),
    strategy: 'run',
    rulesHash: groupingHash(policy),
    maxFailurePct: policy.parameters.maxFailurePct,
  });
}
