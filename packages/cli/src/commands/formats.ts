import type { Command } from 'commander';
import { formats } from '@loadline/parsers';
import { reportFormats } from '@loadline/reporter';
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
        const read = listed(formats.map(({ format, title }) => [format, title]));
        const written = listed(reportFormats.map(({ name, description }) => [name, description]));
        context.writeOut(`Read, detected by content:\n${read}\n\nWritten with --report FORMAT[=FILE]:\n${written}\n`);
      }
      done(0);
    });
}

function listed(rows: readonly (readonly [name: string, what: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`).join('\n');
}
