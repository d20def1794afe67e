import type { Story } from '../story/story.js';
import { MOST_SUBJECTS } from './group-sections.js';
import { layRow, type Page } from './page.js';
import { factLine } from './sections.js';
import { MOST_ERRORS } from './subject-rows.js';

/** Lists of one kind that are shown unless all are asked for. */
const MOST_LINES = 10;

/** Failures that no row of a group has shown. */
export function errorLines(page: Page, { errors, groups }: Story, all: boolean): string[] {
  const subjects = [groups.worse, groups.cantTell].flatMap((group) => (all ? group : group.slice(0, MOST_SUBJECTS)));
  const drawn = subjects.filter(({ verdict }) => verdict !== 'invalid');
  const shown = new Set(
    drawn.flatMap(({ lead, errors: texts }) => texts.slice(0, MOST_ERRORS).map((text) => keyOf(text, lead.endpoint?.name))),
  );
  const rest = errors.filter(({ text, endpoint }) => !shown.has(keyOf(text, endpoint?.name)));
  const told = all ? rest : rest.slice(0, 3);
  const lines = told.flatMap(({ text, where }, index) =>
    factLine(page, index === 0 ? 'errors' : '', `${text}${where === undefined ? '' : ` (${where})`}`),
  );
  return told.length === rest.length
    ? lines
    : [...lines, ...factLine(page, '', `and ${rest.length - told.length} more (--all shows them)`)];
}

function keyOf(text: string, name: string | undefined): string {
  return JSON.stringify([text, name]);
}

/** What to do, each with its command below. */
export function todoLines(page: Page, { todo }: Story): string[] {
  return todo.flatMap(({ text, command }, index) => [
    ...factLine(page, index === 0 ? 'to do' : '', text),
    ...(command === undefined ? [] : layRow(page, { indent: 16, hanging: 18 }, [{ text: command, style: 'dim' }])),
  ]);
}

/** What it rests on. */
export function storyLines(page: Page, { facts }: Story, all: boolean): string[] {
  const lines = facts.slice(0, all ? facts.length : MOST_LINES).flatMap(({ label, text }, index) => {
    const key = facts[index - 1]?.label === label ? '' : label.toLowerCase();
    return factLine(page, key, text);
  });
  const left = facts.length - MOST_LINES;
  return all || left <= 0 ? lines : [...lines, ...factLine(page, '', `and ${left} more (--all shows them)`)];
}
