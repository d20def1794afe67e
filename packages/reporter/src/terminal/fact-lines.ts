import { displayWidth } from '../display-width.js';
import { escapeTerminal } from '../escape-terminal.js';
import type { FilledLink } from '../fill-link.js';
import { formatNumber } from '../format-number.js';
import type { Story } from '../story/story.js';
import { layRow, type Page, wrapWords } from './page.js';
import { factLine } from './sections.js';

/** Columns before a command. */
const COMMAND_INDENT = 16;

/** Failures that are shown unless all are asked for. */
const MOST_ERRORS = 3;

/** Lists of one kind that are shown unless all are asked for. */
const MOST_LINES = 10;

/** Failures of the judged runs, each once. */
export function errorLines(page: Page, { errors }: Story, all: boolean): string[] {
  const told = all ? errors : errors.slice(0, MOST_ERRORS);
  const lines = told.flatMap(({ text, where }, index) =>
    factLine(page, index === 0 ? 'errors' : '', `${text}${where === undefined ? '' : ` (${where})`}`),
  );
  return told.length === errors.length
    ? lines
    : [...lines, ...factLine(page, '', `and ${formatNumber(errors.length - told.length)} more (--all shows them)`)];
}

/** What to do, each with its links and its command below. */
export function todoLines(page: Page, { todo }: Story): string[] {
  return todo.flatMap(({ text, command, links = [] }, index) => [
    ...factLine(page, index === 0 ? 'to do' : '', text),
    ...links.flatMap((link) => linkLines(page, link)),
    ...(command === undefined ? [] : commandLines(page, command)),
  ]);
}

/** A command, further left where it would otherwise be broken: it is there to be copied. */
function commandLines(page: Page, command: string): string[] {
  const indent = displayWidth(escapeTerminal(command, page)) + COMMAND_INDENT <= page.width ? COMMAND_INDENT : 2;
  const pieces = command.startsWith('loadline ') ? wrapWords(command, page.width - indent - 4) : [];
  // A shell joins what a backslash breaks.
  const broken = pieces.map((text, at) => ({ text: at < pieces.length - 1 ? `${text} \\` : text, indent: at === 0 ? indent : indent + 2 }));
  if (displayWidth(escapeTerminal(command, page)) + indent > page.width && broken.length > 1)
    return broken.flatMap(({ text, indent: before }) => layRow(page, { indent: before }, [{ text, style: 'dim' }]));
  return layRow(page, { indent, hanging: indent + 2 }, [{ text: command, style: 'dim' }]);
}

/** What a link leads to, and its address on a line of its own, which is never broken: half an address leads nowhere. */
function linkLines(page: Page, { name, href }: FilledLink): string[] {
  return [...layRow(page, { indent: COMMAND_INDENT }, [{ text: `${name}:` }]), `  ${escapeTerminal(href, page)}`];
}

/** Links to the run, where none of the steps has them. */
export function linkListLines(page: Page, { links, todo }: Story): string[] {
  if (links.length === 0 || todo.some((step) => step.links !== undefined)) return [];
  return [...factLine(page, 'links', 'of this run'), ...links.flatMap((link) => linkLines(page, link))];
}

/** What it rests on. */
export function storyLines(page: Page, { facts: told, groups }: Story, all: boolean): string[] {
  // What is muted has been shown by name.
  const facts = groups.muted.length === 0 ? told : told.filter(({ kind }) => kind !== 'muted');
  const lines = facts.slice(0, all ? facts.length : MOST_LINES).flatMap(({ kind, label, text }, index) => {
    const key = facts[index - 1]?.kind === kind ? '' : label.toLowerCase();
    return factLine(page, key, text);
  });
  const left = facts.length - MOST_LINES;
  return all || left <= 0 ? lines : [...lines, ...factLine(page, '', `and ${left} more (--all shows them)`)];
}
