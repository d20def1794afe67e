import { formatNumber } from '../format-number.js';
import type { FilledLink } from '../fill-link.js';
import { cutMiddle } from '../display-width.js';
import { countedSummary } from '../counted-summary.js';
import { countSubjects } from '../story/count-subjects.js';
import { groupWords } from '../story/group-subjects.js';
import type { Story, StoryFactKind, StoryMetric, StorySubject, StoryWorst } from '../story/story.js';
import { tellBriefly } from '../story/tell-metric.js';
import { contextBlock, headerBlock, sectionBlock, type SlackBlock } from './blocks.js';
import { escapeSlack } from './escape-slack.js';
import { withoutValues } from '../verdict-words.js';

/** Longest piece of foreign text, in columns: ten of them always fit into a block. */
const TEXT_WIDTH = 250;
const MOST_METRICS = 6;
const MOST_OTHERS = 5;
const MOST_LINKS = 10;

/** Facts that stand in the small print. */
const SIDES: ReadonlySet<StoryFactKind> = new Set(['baseline', 'current']);

/** A message for an incoming webhook. */
export interface SlackMessage {
  /** Shown in notifications. */
  text: string;
  blocks: SlackBlock[];
}

/**
 * The message: headline, why one may believe it, the worst with its metrics, what else is not fine, how much of each
 * group there is, links, and what was compared.
 */
export function slackMessage(story: Story, links: readonly FilledLink[]): SlackMessage {
  const counted = countedSummary(story);
  const title = `${story.symbol} ${story.badge}`;
  const body = [
    // What the header has not said: where, how much, against which limit.
    ...sectionBlock(story.detail === '' ? [] : [`*${shown(story.detail)}*`]),
    ...sectionBlock(story.why.map((sentence) => `• ${shown(sentence)}`)),
    ...sectionBlock(worstLines(story.worst)),
    ...sectionBlock(otherLines(story)),
    ...sectionBlock(links.slice(0, MOST_LINKS).map(linkText)),
    ...contextBlock([
      groupCounts(story),
      shown(story.sides),
      ...story.facts.filter(({ kind }) => SIDES.has(kind)).map(({ label, text }) => `${label}: ${shown(text)}`),
    ]),
  ];
  return {
    text: `${title} ${shown(story.headline)}`,
    blocks: [headerBlock(counted === undefined ? title : `${title} ${counted}`), ...body],
  };
}

function shown(text: string): string {
  return escapeSlack(cutMiddle(text, TEXT_WIDTH));
}

/** The worst with all its metrics, where there is more to say of it than the headline does. */
function worstLines(worst: StoryWorst | undefined): string[] {
  if (worst === undefined || worst.metrics.length + worst.errors.length < 2) return [];
  const more = worst.metrics.length - MOST_METRICS;
  return [
    `*${shown(worst.name)}* ${worst.word}`,
    ...metricLines(worst),
    ...(more > 0 ? [`… ${formatNumber(more)} more`] : []),
    ...worst.errors.slice(0, 1).map((error) => `seen ${shown(error)}`),
  ];
}

/** Its metrics, one each; where all are without values for one reason, that once. */
function metricLines({ metrics }: StoryWorst): string[] {
  const reasons = new Set(metrics.map(({ word, reason }) => `${word} ${reason ?? ''}`));
  const [first] = metrics;
  if (first?.reason === undefined || metrics.length < 2 || reasons.size > 1 || !withoutValues.has(first.verdict))
    return metrics.slice(0, MOST_METRICS).map(metricLine);
  const labels = metrics.slice(0, MOST_METRICS).map(({ label }) => shown(label));
  return [`• ${labels.join(', ')}: ${shown(first.reason)}`];
}

function metricLine({ label, values, change, limit, reason }: StoryMetric): string {
  const parts = [`${label} ${values}`, change, limit].filter((part) => part !== '' && part !== '—').map(shown);
  return `• ${parts.join(', ')}${reason === undefined ? '' : ` (${shown(reason)})`}`;
}

/** What else is worse, gone or cannot be told, by name. */
function otherLines({ groups, worst }: Story): string[] {
  const others = [...groups.worse, ...groups.newAndGone.filter(({ verdict }) => verdict === 'missing'), ...groups.cantTell].filter(
    ({ key }) => key !== worst?.key,
  );
  if (others.length === 0) return [];
  const line = ({ name, word, lead }: StorySubject) => {
    const measured = lead.verdict === 'missing' || lead.verdict === 'invalid' ? '' : ` ${shown(tellBriefly(lead))}`;
    return `• ${shown(name)}${measured} (${word})`;
  };
  const isSame = worst !== undefined && withoutValues.has(worst.verdict) && others.length > 1;
  if (isSame && others.every(({ verdict, lead }) => verdict === worst.verdict && lead.reason.message === worst.lead.reason.message))
    return [`*Also* ${countSubjects(others)} for the same reason`];
  const more = others.length - MOST_OTHERS;
  return ['*Also*', ...others.slice(0, MOST_OTHERS).map(line), ...(more > 0 ? [`… ${formatNumber(more)} more`] : [])];
}

/** `worse 3 · can't tell 2 · fine 2 · new and gone 2`. */
function groupCounts({ groups }: Story): string {
  return (['worse', 'cantTell', 'fine', 'newAndGone', 'muted'] as const)
    .filter((group) => groups[group].length > 0)
    .flatMap((group) => countGroup(group, groups[group]))
    .join(' · ');
}

/** `worse 2`, `watch 3`: as the headline counts. */
function countGroup(group: keyof Story['groups'], subjects: readonly StorySubject[]): string[] {
  const watched = group === 'worse' ? subjects.filter(({ verdict }) => verdict === 'warn').length : 0;
  const rest = subjects.length - watched;
  return [
    ...(rest > 0 ? [`${groupWords[group].title} ${formatNumber(rest)}`] : []),
    ...(watched > 0 ? [`watch ${formatNumber(watched)}`] : []),
  ];
}

function linkText({ name, href }: FilledLink): string {
  return `<${href.replaceAll('&', '&amp;').replaceAll('|', '%7C')}|${shown(name)}>`;
}
