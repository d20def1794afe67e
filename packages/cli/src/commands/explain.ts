import { type Command, Option } from 'commander';
import { explainFinding, explainNotJudged, nextStep } from '@loadline/compare';
import { renderExplanation, renderJson } from '@loadline/reporter';
import { type Context, styleOf } from '../context.js';
import { findExplained } from '../find-explained.js';
import { judgeSides, type SideFlags } from '../judge-sides.js';
import { collect, type ConfigFlags, configOf, confirmOption, withConfigOptions, withNoiseOption } from '../options.js';

interface ExplainFlags extends ConfigFlags, SideFlags {
  scope?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ loadline explain "POST /checkout" p95 before after
  $ loadline explain "POST /checkout" errors "results/baseline-*" results/now --json
  $ loadline explain api rps before after               # a service
  $ loadline explain run errors before after            # the run as a whole
  $ loadline explain "POST /checkout" p95 "results/baseline-*" "results/now-*" --confirm=3

The sides are given as for compare, and decided in the same way: each step from the numbers of the files to the verdict is shown.
What compare --confirm judged is explained with the same --confirm: which look it is, and its share of the error rates.

Exit codes: 0 explained, whatever the verdict · 2 not judged, or nothing of that name`;

/** `explain ENDPOINT METRIC BEFORE AFTER`. */
export function addExplain(program: Command, context: Context, done: (code: number) => void): void {
  withNoiseOption(
    withConfigOptions(
      program
        .command('explain')
        .argument('<endpoint>', 'endpoint as reports name it, a service, or run')
        .argument('<metric>', 'p95, avg, rps, errors, or a metric of your own')
        .argument('<before>', 'results from before the change')
        .argument('<after>', 'results from after it'),
    ),
  )
    .description('one verdict → how it came about, step by step')
    .addOption(new Option('--scope <kind>', 'what the name is of, where it could be either').choices(['endpoint', 'service', 'run']))
    .addOption(new Option('--evidence <kind>', 'how limits and evidence work together: auto, advisory, required, strict'))
    .option('--fail-on <verdicts>', 'verdicts that fail the report, as for compare: they tell whether to run again')
    .option('--metric <service/name=value>', 'a metric of your own that no result file has; repeatable', collect)
    .option('--shards', 'the files of a side are parts of one run')
    .addOption(confirmOption('explain one look of compare --confirm: so many looks at most (3)'))
    .option('--json', 'the explanation as JSON on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (endpoint: string, metric: string, before: string, after: string, flags: ExplainFlags) => {
      const judged = await judgeSides(context, before, after, flags, await configOf(context, flags));
      const { baseline, runs, comparison } = judged;
      const { policy } = comparison;
      const sequence = { ...comparison.sequence, next: nextStep(comparison) };
      const found = findExplained(judged, endpoint, metric, flags.scope);
      const explanation =
        'finding' in found
          ? explainFinding(baseline, runs, policy, found.finding, sequence)
          : explainNotJudged(baseline, runs, policy, found.notJudged, sequence);
      context.writeOut(flags.json === true ? renderJson(explanation) : renderExplanation(explanation, styleOf(context)));
      done(0);
    });
}
