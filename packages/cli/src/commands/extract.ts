import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderClaims, renderDiagnostics, renderRunLine } from '@loadline/reporter';
import { echo, type Run, runToFlat, UserError, writeDocument } from '@loadline/schema';
import type { Context } from '../context.js';
import { styleOf } from '../context.js';
import { readLabels } from '../labels.js';
import { configFiles } from '../noise-file.js';
import { collect, type ConfigFlags, configOf, withConfigOptions } from '../options.js';
import { refuseOutput } from '../refuse-overwrite.js';
import { parseGiven, readRuns } from '../sides.js';
import { writeFileWhole } from '../write-file.js';

interface ExtractFlags extends ConfigFlags {
  output: string;
  flat?: boolean;
  json?: boolean;
  services?: boolean;
  all?: boolean;
  metric?: string[];
  label?: string[];
  shards?: boolean;
  verify?: boolean;
}

const DEFAULT_OUTPUT = 'load-results.json';

const EXAMPLES = `
Examples:
  $ loadline extract run_stats.csv                      # → load-results.json
  $ loadline extract run --json | jq '.endpoints[].name'
  $ loadline extract run_stats.csv --flat -o metrics.json --config loadline.config.yaml
  $ loadline extract worker-*.json --shards -o run.json`;

/** `extract FILE…`: result files → Run. */
export function addExtract(program: Command, context: Context, done: (code: number) => void): void {
  withConfigOptions(program.command('extract').argument('<files...>', 'result files of one run'))
    .description('result files → Run (or the flat form)')
    .option('-o, --output <file>', 'where to write; - is standard output', DEFAULT_OUTPUT)
    .option('--flat', 'write the flat form: services with plain numbers')
    .option('--json', 'write to standard output; the same as -o -')
    .option('--all', 'every note of the reader')
    .option('--services', 'keep the services of the configuration in the Run')
    .option('--metric <service/name=value>', 'a metric of your own; repeatable', collect)
    .option('--label <name=value>', 'label of the run; repeatable', collect)
    .option('--shards', 'the files are parts of one run')
    .option('--verify', 'show where the tool’s own numbers differ from ours, and why')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: ExtractFlags) => {
      await answerOldHabit(files, context);
      const config = await configOf(context, flags);
      const { policy } = config;
      const given = (flags.metric ?? []).map((text) => parseGiven(text, policy));
      const {
        runs,
        claims,
        files: read,
      } = await readRuns(context, files, {
        policy,
        shards: flags.shards === true,
        oneRun: true,
        quiet: flags.quiet === true,
        given,
        labels: readLabels(context.env, flags.label ?? []),
      });
      const [run, another] = runs;
      if (run === undefined || another !== undefined) throw severalRuns(runs.length, files);
      const text =
        flags.flat === true
          ? `${JSON.stringify(runToFlat(run), null, 2)}\n`
          : writeDocument(flags.services === true ? run : withoutServices(run));
      const output = flags.json === true ? '-' : flags.output;
      await refuseOutput(output, [...read, ...configFiles(config)], context.cwd);
      if (flags.quiet !== true) context.writeErr(renderDiagnostics(run.diagnostics, { ...styleOf(context), all: flags.all === true }));
      if (flags.verify === true) context.writeErr(renderClaims(claims, { ...styleOf(context), tool: run.run.tool }));
      if (output === '-') context.writeOut(text);
      else {
        await writeFileWhole(output, text, context.cwd);
        if (flags.quiet !== true) context.writeErr(`wrote ${output}: ${renderRunLine(run)}\n`);
      }
      done(0);
    });
}

/** Stored runs are not grouped, so that changing a rule never spoils them. */
function withoutServices(run: Run): Run {
  const { services: _services, ...rest } = run;
  return rest;
}

/** `extract in.csv out.json`, as the scripts had it. */
async function answerOldHabit(files: readonly string[], context: Context): Promise<void> {
  const [input, output] = files;
  if (files.length !== 2 || input === undefined || output === undefined || !output.endsWith('.json') || input.endsWith('.json')) return;
  const there = await stat(resolve(context.cwd, output)).then(
    () => true,
    () => false,
  );
  if (!there) throw habit(input, output);
}

function habit(input: string, output: string): UserError {
  return new UserError({
    code: 'usage-output',
    found: `\`${echo(output)}\` as a second result file`,
    expected: 'the output after -o',
    hint: `loadline extract ${echo(input)} -o ${echo(output)}`,
  });
}

function severalRuns(count: number, files: readonly string[]): UserError {
  const [input = '', output = ''] = files;
  if (files.length === 2 && output.endsWith('.json')) return habit(input, output);
  return new UserError({
    code: 'usage-runs',
    found: `${count} runs`,
    expected: 'the files of one',
    hint: 'If they are parts of one run: --shards. To join repeats: loadline baseline build.',
  });
}
