import type { Command } from 'commander';
import { formats } from '@loadline/parsers';
import type { Context } from '../context.js';
import { formatNames } from '../reports.js';

/** `formats`: what is read and written. */
export function addFormats(program: Command, context: Context, done: (code: number) => void): void {
  program
    .command('formats')
    .description('the formats that are read and written')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ loadline formats')
    .action((flags: { json?: boolean }) => {
      if (flags.json === true) context.writeOut(`${JSON.stringify({ read: formats, written: formatNames }, null, 2)}\n`);
      else {
        const width = Math.max(...formats.map(({ format }) => format.length));
        context.writeOut(
          `Read, detected by content:\n${formats.map(({ format, title }) => `  ${format.padEnd(width)}  ${title}`).join('\n')}\n\nWritten with --report FORMAT[=FILE]: ${formatNames.join(', ')}\n`,
        );
      }
      done(0);
    });
}
