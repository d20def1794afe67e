import { randomUUID } from 'node:crypto';
import { assertDocument, type Comparison, echo, InternalError, nearest, type ReportTarget, UserError } from '@loadline/schema';
import { renderMarkdown, type ReportFormat, reportFormats, tellStory } from '@loadline/reporter';
import { type Context, type Style, styleOf } from './context.js';
import { isOfFile, placeOf, refuseOverwrite } from './refuse-overwrite.js';
import { appendToFile, writeFilesWhole } from './write-file.js';

/** Other words for the same formats. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['markdown', 'md'],
  ['text', 'terminal'],
  ['txt', 'terminal'],
]);

/** The names of the formats. */
export const formatNames: readonly string[] = reportFormats.map(({ name }) => name);

const findFormat = (name: string) => reportFormats.find((format) => format.name === (ALIASES.get(name) ?? name));

/** Formats that people read on a terminal, or paste from there; the others would run over it by the thousand lines. */
const READ_OR_PIPED: ReadonlySet<string> = new Set(['terminal', 'md', 'json', 'csv', 'annotations', 'prometheus']);

function unreadableOnTerminal({ name, extension }: ReportFormat): UserError {
  return new UserError({
    code: 'usage-report',
    found: `the report format \`${name}\` for a terminal, which cannot show it`,
    expected: 'a file or a pipe',
    hint: `Give it a file: --report ${name}=report.${extension}`,
  });
}

/** Where a file was written in place of a format, its ending tells the format. */
function unknownFormat(given: string): UserError {
  const ending = /[^.]\.([A-Za-z]+)$/.exec(given)?.[1]?.toLowerCase();
  const ofFile = ending === undefined ? undefined : (findFormat(ending) ?? reportFormats.find(({ extension }) => extension === ending));
  const near = ofFile === undefined ? nearest(given, formatNames) : `${ofFile.name}=${echo(given)}`;
  return new UserError({
    code: 'usage-report',
    found: `the report format \`${echo(given)}\``,
    expected: formatNames.join(', '),
    ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
  });
}

/** Reads `FORMAT[=FILE]`. */
export function parseTarget(text: string): ReportTarget {
  const at = text.indexOf('=');
  const format = at < 0 ? text : text.slice(0, at);
  const to = at < 0 ? undefined : text.slice(at + 1);
  if (to === '') throw new UserError({ code: 'usage-report', found: `\`--report ${echo(text)}\``, expected: '`--report FORMAT=FILE`' });
  return { format, ...(to === undefined ? {} : { to }) };
}

/** The same for the same format in the same place, however either is spelled. */
export async function keyOf(target: ReportTarget, cwd: string): Promise<string> {
  const format = findFormat(target.format)?.name ?? target.format;
  return JSON.stringify([format, isForFile(target) ? await placeOf(target.to, cwd) : '-']);
}

/**
 * Refuses unknown formats, what a terminal cannot show, two reports for one file or for standard output, and a report in place of what is read, before
 * anything is read.
 *
 * @param inputs files that are read, as the user named them.
 */
export async function checkTargets(targets: readonly ReportTarget[], context: Context, inputs: readonly string[]): Promise<void> {
  const { cwd, isTerminal } = context;
  for (const { format, to } of targets) {
    const found = findFormat(format);
    if (found === undefined) throw unknownFormat(format);
    if (isTerminal && to === undefined && !READ_OR_PIPED.has(found.name)) throw unreadableOnTerminal(found);
  }
  if (targets.filter(toOutput).length > 1)
    throw new UserError({
      code: 'usage-report',
      found: 'two reports for standard output',
      expected: 'one; give the others a file, as in `--report md=report.md`',
    });
  await refuseReports(targets, inputs, cwd);
  const taken = new Set<string>();
  for (const to of fileTargets(targets).map((target) => target.to)) {
    const place = await placeOf(to, cwd);
    if (taken.has(place))
      throw new UserError({
        code: 'usage-report',
        found: `two reports for the file \`${echo(to)}\``,
        expected: 'a file of its own for each report',
      });
    if (await isOfFile(place)) taken.add(place);
  }
}

/** Refuses reports in place of files that are read. Before they are read names alone are known; after it, every file. */
export async function refuseReports(targets: readonly ReportTarget[], read: readonly string[], cwd: string): Promise<void> {
  const outputs = fileTargets(targets).map(({ to }) => ({ to, what: 'a report for', code: 'usage-report' }));
  await refuseOverwrite(outputs, read, cwd);
}

function fileTargets(targets: readonly ReportTarget[]): (ReportTarget & { to: string })[] {
  return targets.filter(isForFile);
}

/** Whether a report shows or holds what `illustrate` adds: most do not, and it takes as long as they do. */
export function needPictures(targets: readonly ReportTarget[]): boolean {
  return targets.some(({ format }) => findFormat(format)?.hasPictures === true);
}

function isForFile(target: ReportTarget): target is ReportTarget & { to: string } {
  return target.to !== undefined && target.to !== '-';
}

function toOutput(target: ReportTarget): boolean {
  return !isForFile(target);
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
 * Writes every report. What goes to standard output comes last; the terminal page unless another report goes there. Files
 * hold everything, and no colours: whoever opens them has no terminal that reads these. They are written all or none.
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
  const files = fileTargets(targets).map(({ format, to }) => ({
    path: to,
    text: render(comparison, format, { ...style, color: false }, true),
  }));
  const page = pageOf(comparison, targets, style, options);
  const { failed, written, left } = await writeFilesWhole(files, context.cwd);
  if (left.length > 0) failed.push(notWritten(left));
  if (failed.length > 0 && written.length > 0) failed.push(allTheSame(written));
  if (options.github) await attempt(failed, () => tellGithub(comparison, context));
  // Last, because whoever reads it may go away or stop: the files are there then.
  if (page !== undefined) context.writeOut(page);
  if (failed.length === 0 && !options.quiet) for (const { path } of files) context.writeErr(`wrote ${path}\n`);
  return failed;
}

/** What goes to standard output. */
function pageOf(comparison: Comparison, targets: readonly ReportTarget[], style: Style, options: WriteOptions): string | undefined {
  const target = targets.find(toOutput);
  if (target !== undefined) return render(comparison, target.format, style, options.all);
  if (!options.page) return undefined;
  return options.quiet ? quietLine(comparison) : render(comparison, 'terminal', style, options.all);
}

/** Said where some could have been written: a part of the reports would be taken for all. */
function notWritten(paths: readonly string[]): UserError {
  return new UserError({
    code: 'output-not-written',
    found: `not written either, as files are written all or none: ${namesOf(paths)}`,
  });
}

/** Said of what cannot be taken back. */
function allTheSame(paths: readonly string[]): UserError {
  return new UserError({ code: 'output-not-written', found: `written all the same: ${namesOf(paths)}` });
}

const namesOf = (paths: readonly string[]): string => paths.map((path) => `\`${echo(path)}\``).join(', ');

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
