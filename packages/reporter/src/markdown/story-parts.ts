import type { Story, StoryFact, StoryFactKind, StoryMetric } from '../story/story.js';
import { tellGroup } from '../story/tell-group.js';
import { escapeMarkdown } from '../escape-markdown.js';
import { formatChange } from '../format-change.js';
import { markdownLinks } from './markdown-link.js';
import { bulletList, markdownName, markdownText, tableHead, tableRow } from './table.js';
import { inQuestion } from '../verdict-words.js';

/** Metrics of the worst that stand on its row. */
const MOST_METRICS = 8;

/** The verdict's mark and the headline in one line. */
export function verdictLine({ symbol, badge, headline }: Pick<Story, 'symbol' | 'badge' | 'headline'>): string {
  return `**${symbol} ${badge}** ${markdownText(headline)}`;
}

/** Who was compared, and why one may believe it; empty where nothing is to be said. */
export function whyPart({ why, sides, sequence }: Story): string {
  const looks = sequence === undefined ? [] : [sequence.text];
  return bulletList([sides, ...why, ...looks].map(markdownText));
}

/** How much of what: `**worse** 1 endpoint · **fine** 11 endpoints`; empty where there is nothing. */
export function groupsPart({ groups }: Story): string {
  const order = ['worse', 'cantTell', 'fine', 'newAndGone', 'muted', 'noLimit'] as const;
  return order
    .filter((group) => groups[group].length > 0)
    .map((group) => tellGroup(group, groups[group]))
    .map(({ title, text }) => `**${title}** ${text}`)
    .join(' · ');
}

/** The worst with its metrics on one row; empty where that says no more than the other tables do, or where all are slower. */
export function worstPart({ worst, isTogether }: Story): string {
  if (isTogether || worst === undefined || worst.metrics.length < 2 || !inQuestion.has(worst.verdict)) return '';
  const shown = worst.metrics.slice(0, MOST_METRICS);
  const head = tableHead(['Worst', ...shown.map(({ label }) => markdownName(label))]);
  return `${head}\n${tableRow([`**${markdownName(worst.name)}**`, ...shown.map(worstCell)])}`;
}

/** `412 → 660 ms, +60.2 % (+38…+85), limit +30%`; interval and limit only of what is beyond it. */
function worstCell({ finding, values, tone, limit }: StoryMetric): string {
  const isBeyond = tone === 'bad' || tone === 'doubt';
  const change = formatChange(isBeyond ? finding : { ...finding, limit: null, change: { ...finding.change, interval: null } });
  const text = markdownName([values, change].join(', '));
  return isBeyond ? [`**${text}**`, ...(limit === '' ? [] : [markdownName(limit)])].join(', ') : text;
}

/** The links of the run where no step has them. */
export function linksPart({ links, todo }: Story): string {
  return links.length === 0 || todo.some((step) => step.links !== undefined) ? '' : `Look at the run: ${markdownLinks(links)}`;
}

/** Where to look first, with its links: for a text that has no list of what to do. */
export function lookPart({ todo }: Story): string {
  const [look] = todo.filter(({ links }) => links !== undefined);
  return look === undefined ? '' : `${markdownText(look.text)} ${markdownLinks(look.links ?? [])}`;
}

/** What to do, each with its command; empty where nothing is to be done. */
export function todoPart({ todo }: Story): string {
  if (todo.length === 0) return '';
  const items = todo.map(
    ({ text, command, links = [] }) =>
      markdownText(text) + (links.length === 0 ? '' : ` ${markdownLinks(links)}`) + (command === undefined ? '' : ` ${code(command)}`),
  );
  return `### What to do\n\n${bulletList(items)}`;
}

/** A command of ours, which holds no backtick. */
function code(command: string): string {
  return `\`${command.replaceAll('`', "'")}\``;
}

/** Facts that a reader must not miss. */
const NOT_JUDGED: ReadonlySet<StoryFactKind> = new Set(['notJudged', 'noLimit']);

function factList(facts: readonly StoryFact[]): string {
  return bulletList(
    facts.map(({ kind, label, text }) => (kind === 'notJudged' ? '' : `**${escapeMarkdown(label)}:** `) + markdownText(text)),
  );
}

/** Against what, how much of it, how sure. */
export function factsPart({ facts }: Story): string {
  return factList(facts.filter(({ kind }) => !NOT_JUDGED.has(kind)));
}

/** What has a limit and was not judged, and endpoints that no limit speaks of; empty when there is neither. */
export function notJudgedPart({ facts }: Story): string {
  const said = facts.filter(({ kind }) => NOT_JUDGED.has(kind));
  return said.length === 0 ? '' : `## Not judged\n\n${factList(said)}`;
}
