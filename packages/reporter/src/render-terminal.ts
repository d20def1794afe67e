import type { Comparison } from '@loadline/schema/types';
import { displayWidth } from './display-width.js';
import { escapeTerminal } from './escape-terminal.js';
import type { Story } from './story/story.js';
import { tellStory } from './story/tell-story.js';
import { errorLines, linkListLines, storyLines, todoLines } from './terminal/fact-lines.js';
import { groupSections } from './terminal/group-sections.js';
import { type Cell, layRow, openPage, type Page, type TerminalOptions } from './terminal/page.js';
import { diagnosticLines, factLine } from './terminal/sections.js';

/** What {@link renderTerminal} can be told. */
export interface RenderTerminalOptions extends TerminalOptions {
  /** Show everything: what is fine, muted and without a limit, every metric, all notes, every name of a long list. Default false. */
  all?: boolean;
}

/**
 * A comparison for a terminal: the headline, why one may believe it, then endpoints by group, the worst first, each with a
 * bar for its change against the limit; what to do; last what it rests on. No line but an address is wider than `width` (East Asian and
 * emoji widths are estimated). Ends with a line break.
 *
 * @example renderTerminal(comparison, { color: true, width: 100 })
 */
export function renderTerminal(comparison: Comparison, options: RenderTerminalOptions = {}): string {
  const page = openPage(options);
  const all = options.all ?? false;
  const story = tellStory(comparison, all ? { mostNames: Infinity } : {});
  const isCalm = story.tone === 'good';
  const blocks = [
    headLines(page, story),
    groupSections(page, story, all),
    apart([...errorLines(page, story, all), ...todoLines(page, story)]),
    apart([
      ...storyLines(page, story, all),
      ...diagnosticLines(page, comparison.diagnostics, all),
      ...(isCalm && !all ? [] : linkListLines(page, story)),
    ]),
  ];
  return `${blocks.flat().join('\n')}\n`;
}

/** Lines with an empty one before them, where there are any. */
function apart(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Badge and headline in one line, without values where there is no room for them; who was compared; why to believe it. */
function headLines(page: Page, story: Story): string[] {
  const hanging = 1 + story.badge.length + 2;
  const place = { indent: 1, hanging, gap: 2 };
  const room = page.width - hanging;
  const fits = (text: string) => displayWidth(escapeTerminal(text, page)) <= room;
  const sentence = fits(story.headline) ? story.headline : story.brief;
  const mark: Cell = { text: story.badge, style: story.tone };
  const aside: Cell = { text: story.sides, style: 'dim' };
  const isShort = fits(`${sentence}  ${story.sides}`);
  const fill = room - place.gap - displayWidth(escapeTerminal(story.sides, page));
  return [
    ...(isShort
      ? layRow(page, place, [mark, { text: sentence, style: 'bold', fill }, aside])
      : [...layRow(page, place, [mark, { text: sentence, style: 'bold' }]), ...layRow(page, { indent: hanging }, [aside])]),
    ...story.why.flatMap((text, index) => factLine(page, index === 0 ? 'why' : '', text)),
    ...(story.sequence === undefined ? [] : factLine(page, 'round', story.sequence.text.replace(/^round /, ''))),
  ];
}
