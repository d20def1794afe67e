import type { Command } from 'commander';
import { DeliveryError, type IssueResult, resolveGithub, syncIssues } from '@loadline/github';
import { renderDiagnostics, tellStory } from '@loadline/reporter';
import { type Comparison, type Diagnostic, echo, UserError } from '@loadline/schema';
import { type Context, styleOf } from '../context.js';
import { collect } from '../options.js';
import { readComparison, readingNotes } from '../read-comparison.js';

interface IssueFlags {
  dryRun?: boolean;
  token?: string;
  repo?: string;
  apiUrl?: string;
  suite?: string;
  failLabel?: string[];
  warnLabel?: string[];
  author?: string[];
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  $ loadline issue load-test-results/regression-analysis.md --dry-run
  $ GITHUB_TOKEN=… GITHUB_REPOSITORY=owner/name loadline issue comparison.json

One issue for failures and one for warnings; an open one of ours is updated, not doubled.
The token needs \`issues: write\` (fine-grained: Issues, read and write; classic: repo, or public_repo).

Exit codes: 0 done, or nothing to do · 2 usage · 3 GitHub out of reach or refusing`;

/** `issue COMPARISON`. */
export function addIssue(program: Command, context: Context, done: (code: number) => void): void {
  program
    .command('issue')
    .argument('<comparison>', 'comparison as JSON, or a Markdown report; - is standard input')
    .description('a comparison → GitHub issues, created once and updated after')
    .option('--dry-run', 'print what would be sent; needs no token')
    .option('--token <token>', 'token (default: GITHUB_TOKEN; better there, where no process list shows it)')
    .option('--repo <owner/name>', 'repository (default: GITHUB_REPOSITORY)')
    .option('--api-url <url>', 'address of the API, for GitHub Enterprise (default: GITHUB_API_URL)')
    .option('--suite <name>', 'suite whose issue it is (default: that of the comparison)')
    .option('--fail-label <label>', 'label for failures, in place of the configured ones; repeatable', collect)
    .option('--warn-label <label>', 'label for warnings, in place of the configured ones; repeatable', collect)
    .option('--author <login>', 'account whose issues are ours, in place of the configured ones; repeatable', collect)
    .option('-q, --quiet', 'say nothing but results and errors')
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, flags: IssueFlags) => {
      const comparison = await readComparison(context, input);
      if (flags.quiet !== true) context.writeErr(renderDiagnostics(readingNotes(comparison), styleOf(context)));
      const dryRun = flags.dryRun === true;
      const settings = resolveGithub(context.env, { token: flags.token, repository: flags.repo, apiUrl: flags.apiUrl, dryRun });
      const labels = {
        fail: flags.failLabel ?? comparison.policy.github.labels.fail,
        warn: flags.warnLabel ?? comparison.policy.github.labels.warn,
      };
      const log = (said: Diagnostic) => {
        if (flags.quiet !== true) context.writeErr(`loadline: ${said.message}\n`);
      };
      try {
        const results = await syncIssues(comparison, {
          ...settings,
          dryRun,
          labels,
          log,
          ...(flags.suite === undefined ? {} : { suite: flags.suite }),
          ...(flags.author === undefined ? {} : { authors: flags.author }),
        });
        for (const line of describe(results, comparison)) context.writeOut(`${line}\n`);
        done(0);
      } catch (error) {
        if (!(error instanceof DeliveryError) || error instanceof UserError) throw error;
        context.writeErr(`loadline: ${error.message}\n`);
        done(3);
      }
    });
}

function describe(results: readonly IssueResult[], comparison: Comparison): string[] {
  if (results.length === 0) return [describeNone(comparison)];
  return results.map((result) =>
    result.action === 'planned' ? JSON.stringify({ kind: result.kind, ...result.payload }, null, 2) : `${result.action} ${result.url}`,
  );
}

const NOT_JUDGED = 'nothing was judged';

/** Why there is no issue: what was not judged is not said to be fine. */
function describeNone(comparison: Comparison): string {
  const { verdict, mistake, summary, detail } = tellStory(comparison);
  if (verdict !== 'invalid' && verdict !== 'new') return 'no failures and no warnings: no issue needed';
  const said = mistake === undefined ? NOT_JUDGED : summary;
  const why = detail.startsWith(`${said}: `) ? detail.slice(said.length + 2) : detail;
  return `${said} (${echo(why)}), and no issue was written`;
}
