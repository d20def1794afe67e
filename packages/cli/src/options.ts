import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Policy, UserError } from '@loadline/schema';
import { type Override, splitWords } from './config-file.js';
import { readLooks } from './confirm.js';
import type { Context } from './context.js';
import { formatNames } from './reports.js';
import { loadNoisyConfig, type NoisyConfig } from './noise-file.js';

/** What every command that judges or groups takes. */
export interface ConfigFlags {
  config?: string;
  failOn?: string;
  suite?: string;
  environment?: string;
  evidence?: string;
  quiet?: boolean;
  noise?: string | false;
}

/** Adds `--config` and what may stand in place of a configuration. */
export function withConfigOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration (default: loadline.config.yaml, .yml or .json in this folder)')
    .option('--suite <name>', 'suite, in place of the configuration’s')
    .option('--environment <name>', 'environment, in place of the configuration’s')
    .option('-q, --quiet', 'say nothing but results and errors');
}

/** Adds what a command that judges takes besides. */
export function withJudgeOptions(command: Command): Command {
  return withNoiseOption(withConfigOptions(command))
    .option('-r, --report <format[=file]>', `write a report: ${formatNames.join(', ')}; repeatable`, collect)
    .option('--json', 'the comparison as JSON on standard output; the same as --report json')
    .option('--all', 'show everything, what is fine too')
    .option('--fail-on <verdicts>', 'verdicts for which the exit code is 1: a list such as fail,missing, or none')
    .addOption(new Option('--evidence <kind>', 'how limits and evidence work together: auto, advisory, required, strict'))
    .option('--metric <service/name=value>', 'a metric of your own that no result file has; repeatable', collect)
    .option('--label <name=value>', 'label of the run, such as commit=1a2b3c4; repeatable', collect)
    .option('--shards', 'the files of a side are parts of one run')
    .addOption(confirmOption('when in doubt say so by exit code 4, to run again: so many looks at most (3)'));
}

/** `--confirm [looks]`. */
export function confirmOption(description: string): Option {
  return new Option('--confirm [looks]', description).argParser(readLooks);
}

/** Adds where measured noise comes from. */
export function withNoiseOption(command: Command): Command {
  return command
    .option('--noise <file>', 'noise that calibrate measured (default: loadline.noise.json, where it is in this folder)')
    .option('--no-noise', 'expect the usual noise, whatever was measured');
}

/** Gathers a repeatable option. */
export function collect(value: string, earlier: string[] = []): string[] {
  if (value === '') throw new InvalidArgumentError('It may not be empty.');
  return [...earlier, value];
}

/** The configuration under the flags of a command. */
export async function configOf(context: Context, flags: ConfigFlags, more: readonly Override[] = []): Promise<NoisyConfig> {
  const overrides: Override[] = [...more];
  const set = (path: string[], value: unknown, from: string) => {
    if (value !== undefined) overrides.push({ path, value, from });
  };
  set(['suite'], flags.suite, '--suite');
  set(['environment'], flags.environment, '--environment');
  set(['evidence'], flags.evidence, '--evidence');
  set(['failOn'], flags.failOn === undefined ? undefined : splitWords(flags.failOn), '--fail-on');
  const config = await loadNoisyConfig(context, flags.config, overrides, flags.noise);
  if (flags.quiet !== true) for (const warning of config.warnings) context.writeErr(`loadline: ${warning}\n`);
  return config;
}

/** Baselines never cross environments. */
export function checkEnvironment(policy: Policy, environment: string | undefined, file: string): void {
  if (policy.environment === null || environment === undefined || policy.environment === environment) return;
  throw new UserError({
    code: 'environment-differs',
    found: `a baseline of the environment \`${environment}\``,
    expected: `one of \`${policy.environment}\``,
    place: { file },
  });
}
