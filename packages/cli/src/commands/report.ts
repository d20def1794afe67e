import type { Command } from 'commander';
import { renderDiagnostics } from '@loadline/reporter';
import { type Context, styleOf } from '../context.js';
import { collect } from '../options.js';
import { NOT_DELIVERED } from './compare.js';
import { readComparison, readingNotes } from '../read-comparison.js';
import { checkTargets, formatNames, parseTarget, writeReports } from '../reports.js';

interface ReportFlags {
  report?: string[];
  json?: boolean;
  all?: boolean;
  quiet?: boolean;
}

/** `report COMPARISON`: any format. */
export function addReport(program: Command, context: Context, done: (code: number) => void): void {
  program
    .command('report')
    .argument('<comparison>', 'comparison as JSON, or a Markdown report; - is standard input')
    .description('a comparison → any format')
    .option('-r, --report <format[=file]>', `${formatNames.join(', ')}; repeatable (default: terminal)`, collect)
    .option('--json', 'the comparison as JSON on standard output')
    .option('--all', 'show everything, what is fine too')
    .option('-q, --quiet', 'say nothing but results and errors')
    .addHelpText(
      'after',
      '\nExamples:\n  $ loadline report comparison.json\n  $ loadline report comparison.json --report md=report.md\n  $ loadline report load-test-results/regression-analysis.md --json\n\nExit codes: 0 written, whatever the verdict · 2 nothing to read · 3 a report could not be written',
    )
    .action(async (input: string, flags: ReportFlags) => {
      const targets = [...(flags.report ?? []).map(parseTarget), ...(flags.json === true ? [{ format: 'json' }] : [])];
      await checkTargets(targets, context, [input]);
      const comparison = await readComparison(context, input);
      if (flags.quiet !== true) context.writeErr(renderDiagnostics(readingNotes(comparison), styleOf(context)));
      // With files alone nothing is printed: the page was not asked for.
      const onlyFiles = targets.length > 0 && targets.every((target) => target.to !== undefined && target.to !== '-');
      // The step that judged has told GitHub.
      const failed = await writeReports(comparison, targets, context, {
        all: flags.all === true,
        quiet: flags.quiet === true,
        page: !onlyFiles,
        github: false,
      });
      for (const error of failed) context.writeErr(`loadline: ${error.message}\n`);
      done(failed.length > 0 ? NOT_DELIVERED : 0);
    });
}
