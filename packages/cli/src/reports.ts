import { randomUUID } from 'node:crypto';
import { assertDocument, type Comparison, echo, InternalError, nearest, type ReportTarget, UserError } from '@loadline/schema';
import { renderMarkdown, reportFormats, tellStory } from '@loadline/reporter';
import { type Context, type Style, styleOf } from './context.js';
import { appendToFile, writeFileWhole } from './write-file.js';

/** Other words for the same formats. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['markdown', 'md'],
  ['text', 'terminal'],
  ['txt', 'terminal'],
]);

/** The names of the formats. */
export const formatNames: readonly string[] = reportFormats.map(({ name }) => name);

const findFormat = (name: string) => reportFormats.find((format) => format.name === (ALIASES.get(name) ?? name));

/** Reads `FORMAT[=FILE]`. */
export function parseTarget(text: string): ReportTarget {
  const at = text.indexOf('=');
  const format = at < 0 ? text : text.slice(0, at);
  const to = at < 0 ? undefined : text.slice(at + 1);
  if (to === '') throw new UserError({ code: 'usage-report', found: `\`--report ${echo(text)}\``, expected: '`--report FORMAT=FILE`' });
  return { format, ...(to === undefined ? {} : { to }) };
}

/** Refuses unknown formats, and two reports for standard output, before anything is read. */
export function checkTargets(targets: readonly ReportTarget[]): void {
  for (const { format } of targets) {
    if (findFormat(format) !== undefined) continue;
    const near = nearest(format, formatNames);
    throw new UserError({
      code: 'usage-report',
      found: `the report format \`${echo(format)}\``,
      expected: formatNames.join(', '),
      ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
    });
  }
  if (targets.filter(toOutput).length > 1)
    throw new UserError({
      code: 'usage-report',
      found: 'two reports for standard output',
      expected: 'one; give the others a file, as in `--report md=report.md`',
    });
}

/** Whether a report shows or holds what `illustrate` adds: most do not, and it takes as long as they do. */
export function needPictures(targets: readonly ReportTarget[]): boolean {
  return targets.some(({ format }) => findFormat(format)?.hasPictures === true);
}

function toOutput(target: ReportTarget): boolean {
  return target.to === undefined || target.to === '-';
}

/** Renders a comparison in a format. */
function render(comparison: Comparison, format: string, style: Style, all: boolean): string {
  const found = findFormat(format);
  if (found === undefined) throw new InternalError(`the report format ${format} was not checked`);
  return found.render(comparison, { ...style, all });
}

/** How reports are written. */
export interface WriteOptions {
  /** Show what is fine, too. */
  all: boolean;
  /** The verdict in one line in place of the terminal page, and nothing of the files. */
  quiet: boolean;
  /** Print the terminal page, or its one line, where no report goes to standard output. */
  page: boolean;
  /** Write the job summary and the outputs of GitHub Actions where it says where they go. */
  github: boolean;
}

/**
 * Writes every report. What goes to standard output comes first; the terminal page unless another report goes there. Files
 * hold everything, and no colours: whoever opens them has no terminal that reads these.
 *
 * @returns what could not be written.
 */
export async function writeReports(
  comparison: Comparison,
  targets: readonly ReportTarget[],
  context: Context,
  options: WriteOptions,
): Promise<UserError[]> {
  assertDocument(comparison);
  const style = styleOf(context);
  const forOutput = targets.find(toOutput);
  if (forOutput !== undefined) context.writeOut(render(comparison, forOutput.format, style, options.all));
  else if (options.page) context.writeOut(options.quiet ? quietLine(comparison) : render(comparison, 'terminal', style, options.all));
  const failed: UserError[] = [];
  for (const target of targets) {
    if (target.to === undefined || target.to === '-') continue;
    await attempt(failed, async () => {
      const path = await writeFileWhole(target.to ?? '', render(comparison, target.format, { ...style, color: false }, true), context.cwd);
      if (!options.quiet) context.writeErr(`wrote ${path}\n`);
    });
  }
  if (options.github) await attempt(failed, () => tellGithub(comparison, context));
  return failed;
}

/** The verdict and the headline, for logs. */
function quietLine(comparison: Comparison): string {
  const { verdict, headline } = tellStory(comparison);
  return `${verdict}: ${echo(headline, 500)}\n`;
}

async function attempt(failed: UserError[], write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    failed.push(error);
  }
}

/** Bytes that a job summary may have, and a little less. */
const SUMMARY_LIMIT = 1024 * 1024 - 1024;

/** The job summary and the step's outputs, where GitHub Actions says where they go. */
async function tellGithub(comparison: Comparison, context: Context): Promise<void> {
  const summary = context.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '')
    await appendToFile(summary, `${renderMarkdown(comparison, { embed: false, maxBytes: SUMMARY_LIMIT })}\n`);
  const outputs = context.env['GITHUB_OUTPUT'];
  if (outputs === undefined || outputs === '') return;
  // A delimiter that nobody can guess, so that no name can end the value and begin another.
  const mark = `loadline-${randomUUID()}`;
  const story = tellStory(comparison);
  const headline = story.headline.replace(/[\r\n]+/g, ' ');
  await appendToFile(outputs, `verdict=${story.verdict}\nheadline<<${mark}\n${headline}\n${mark}\n`);
}
