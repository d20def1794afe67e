import { Command, CommanderError } from 'commander';
import { renderDiagnostics } from '@loadline/reporter';
import { echo, InternalError, nearest, UserError } from '@loadline/schema';
import { addBaseline } from './commands/baseline.js';
import { addCalibrate } from './commands/calibrate.js';
import { addCheck } from './commands/check.js';
import { addCompare } from './commands/compare.js';
import { addExplain } from './commands/explain.js';
import { addExtract } from './commands/extract.js';
import { addFormats } from './commands/formats.js';
import { addIssue } from './commands/issue.js';
import { addPlan } from './commands/plan.js';
import { addReport } from './commands/report.js';
import { type Context, styleOf } from './context.js';
import { loadNoisyConfig } from './noise-file.js';
import { printConfig } from './print-config.js';
import { quoteHint } from './quote-hint.js';
import { toolVersion } from './version.js';

const NOT_JUDGED = 2;

const HELP = `
Start with two result files and nothing else:
  $ loadline compare before_stats.csv after_stats.csv

Guide: https://github.com/loadline/loadline/blob/main/docs/guide.md`;

/**
 * Runs the command line.
 *
 * @param argv arguments after the program's name.
 * @returns the exit code: 0 judged, 1 a verdict of --fail-on, 2 not judged, 3 judged but not delivered, 4 in doubt with --confirm.
 */
export async function runCli(argv: readonly string[], context: Context): Promise<number> {
  let code = 0;
  const program = buildProgram(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return tell(error, argv, context);
  }
}

function buildProgram(context: Context, done: (code: number) => void): Command {
  const program = new Command('loadline');
  program
    .description('Did this change make the service slower under load?')
    .version(toolVersion, '-V, --version')
    .option('--print-config', 'the configuration in force: every setting and where it came from')
    .option('-c, --config <file>', 'configuration for --print-config')
    .addHelpText('after', HELP)
    .configureOutput({
      writeOut: (text) => context.writeOut(text),
      writeErr: (text) => context.writeErr(text),
      getOutHelpWidth: () => context.columns ?? 80,
      getErrHelpWidth: () => context.columns ?? 80,
    })
    .showHelpAfterError('(loadline --help shows how)')
    .enablePositionalOptions()
    .exitOverride()
    .action(async (flags: { printConfig?: boolean; config?: string }, self: Command) => {
      const [word] = self.args;
      if (word !== undefined)
        throw unknownCommand(
          word,
          self.commands.map((command) => command.name()),
        );
      if (flags.printConfig !== true) return program.help();
      const config = await loadNoisyConfig(context, flags.config, [], undefined);
      context.writeErr(renderDiagnostics(config.noiseDiagnostics, styleOf(context)));
      context.writeOut(printConfig(config));
    });
  for (const add of [addCompare, addCheck, addExplain, addExtract, addBaseline, addReport, addIssue, addCalibrate, addPlan, addFormats])
    add(program, context, done);
  // Only here: a command that is given too many sides must say so, and commands take this setting over.
  return program.allowExcessArguments();
}

function unknownCommand(word: string, known: readonly string[]): UserError {
  const near = nearest(word, known);
  return new UserError({
    code: 'usage-command',
    found: `the command \`${echo(word)}\``,
    expected: known.join(', '),
    hint: near === undefined ? 'loadline --help shows what each does.' : `Did you mean \`loadline ${near}\`?`,
  });
}

function tell(error: unknown, argv: readonly string[], context: Context): number {
  if (error instanceof CommanderError) {
    const hint = quoteHint(error.code, argv);
    if (hint !== undefined) context.writeErr(`${hint}\n`);
    return error.exitCode === 0 ? 0 : NOT_JUDGED;
  }
  if (error instanceof UserError) context.writeErr(`loadline: ${error.message}\n`);
  else if (error instanceof InternalError) context.writeErr(`loadline: ${error.message}\n${error.stack ?? ''}\n`);
  else
    context.writeErr(
      `loadline: this is a defect of Loadline, not of your files: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  return NOT_JUDGED;
}
