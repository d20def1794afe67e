import type { Command } from 'commander';
import { calibrateNoise, procedureParameters } from '@loadline/compare';
import { renderNoise } from '@loadline/reporter';
import { writeDocument } from '@loadline/schema';
import { type Context, styleOf } from '../context.js';
import { readLabels } from '../labels.js';
import { configFiles, noiseFileName } from '../noise-file.js';
import { collect, type ConfigFlags, configOf, withConfigOptions } from '../options.js';
import { refuseOutput } from '../refuse-overwrite.js';
import { readRuns } from '../sides.js';
import { writeFileWhole } from '../write-file.js';

interface CalibrateFlags extends ConfigFlags {
  output: string;
  json?: boolean;
  label?: string[];
}

const EXAMPLES = `
Examples:
  $ loadline calibrate "results/calm-*"                 # five runs and more of the same → loadline.noise.json
  $ loadline calibrate run-1 run-2 run-3 run-4 run-5 --json

Give runs of the same code, test and environment, made one after the other. compare, check and plan in this folder expect from
then on what was measured; --no-noise makes them expect what is usual.`;

/** `calibrate RUN…`: identical runs → noise. */
export function addCalibrate(program: Command, context: Context, done: (code: number) => void): void {
  withConfigOptions(
    program.command('calibrate').argument('<runs...>', 'five and more identical runs: files, prefixes, folders, quoted globs'),
  )
    .description('identical runs → how far results move by themselves here')
    .option('-o, --output <file>', 'where to write; - is standard output', noiseFileName)
    .option('--json', 'write to standard output; the same as -o -')
    .option('--label <name=value>', 'label of the runs; repeatable', collect)
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], flags: CalibrateFlags) => {
      // What was measured before must not weigh on what is measured now.
      const config = await configOf(context, { ...flags, noise: false });
      const { policy } = config;
      const { runs, files } = await readRuns(context, inputs, {
        policy,
        shards: false,
        quiet: flags.quiet === true,
        labels: readLabels(context.env, flags.label ?? []),
      });
      const output = flags.json === true ? '-' : flags.output;
      await refuseOutput(output, [...files, ...configFiles(config)], context.cwd);
      const noise = calibrateNoise(runs, procedureParameters(policy), {
        createdAt: context.now().toISOString(),
        suite: policy.suite,
        ...(policy.environment === null ? {} : { environment: policy.environment }),
        maxFailurePct: policy.parameters.maxFailurePct,
      });
      if (output === '-') context.writeOut(writeDocument(noise));
      else {
        await writeFileWhole(output, writeDocument(noise), context.cwd);
        if (flags.quiet !== true) context.writeErr(`wrote ${output}\n`);
        context.writeOut(renderNoise(noise, styleOf(context)));
      }
      done(0);
    });
}
