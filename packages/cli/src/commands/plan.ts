import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultPlan, planRuns, procedureParameters } from '@loadline/compare';
import { renderDiagnostics, renderPlan } from '@loadline/reporter';
import { type Context, styleOf } from '../context.js';
import { type ConfigFlags, configOf, withConfigOptions, withNoiseOption } from '../options.js';

interface PlanFlags extends ConfigFlags {
  noisePct?: number;
  effect?: number;
  power?: number;
  endpoints?: number;
  requests?: number;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ loadline plan                                       # a p95 that is 20 % slower, found in 80 of 100 cases
  $ loadline plan --effect 10 --endpoints 25 --requests 20000
  $ loadline plan --noise-pct 2 --effect 10 --power 95

Noise comes from --noise-pct, else from loadline.noise.json (see loadline calibrate), else it is the configuration’s.`;

/** `plan`: noise, effect and power → runs and requests. */
export function addPlan(program: Command, context: Context, done: (code: number) => void): void {
  const { effectPct, powerPct, endpoints, requests } = defaultPlan;
  withNoiseOption(withConfigOptions(program.command('plan')))
    .description('how many runs and requests find a slowdown')
    .addOption(new Option('--noise-pct <n>', 'noise from run to run, in %').argParser(readNumber).conflicts('noise'))
    .option('--effect <n>', `slowdown to find, in % (default: ${effectPct})`, readNumber)
    .option('--power <n>', `how often it is to be found, in % (default: ${powerPct})`, readNumber)
    .option('--endpoints <n>', `endpoints of the test (default: those of the noise, else ${endpoints})`, readNumber)
    .option('--requests <n>', `requests of an endpoint in a run (default: ${requests})`, readNumber)
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: PlanFlags) => {
      const { policy, noise, noiseDiagnostics } = await configOf(context, flags);
      if (flags.quiet !== true) context.writeErr(renderDiagnostics(noiseDiagnostics, styleOf(context)));
      const measured = flags.noisePct === undefined ? noise : undefined;
      const { noisePct, effect, power, endpoints: count, requests: each } = flags;
      const options = { noisePct, effectPct: effect, powerPct: power, endpoints: count, requests: each };
      const plan = planRuns(options, procedureParameters(policy), measured?.document);
      const from = measured === undefined ? {} : { measured: { from: measured.name, runs: measured.document.runs.length } };
      context.writeOut(flags.json === true ? `${JSON.stringify(plan, null, 2)}\n` : renderPlan(plan, { ...styleOf(context), ...from }));
      done(0);
    });
}

function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number was expected.');
  return value;
}
