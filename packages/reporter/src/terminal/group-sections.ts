import type { Finding } from '@loadline/schema/types';
import { describeReason } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { tellGroup } from '../story/tell-group.js';
import type { Story, StoryGroups, StoryMetric, StorySubject } from '../story/story.js';
import { tellMetric } from '../story/tell-metric.js';
import type { Page } from './page.js';
import { layRow } from './page.js';
import { INDENT, layoutRows, type RowLayout } from './row-layout.js';
import { factLine } from './sections.js';
import { metricRows, otherRows, shortName, subjectBlock, wordRows } from './subject-rows.js';
import { nameSome } from '../name-some.js';
import { withoutValues } from '../verdict-words.js';

/** Widest name in a list, in columns. */
const NAME_WIDTH = 60;

/** Subjects that a group shows unless all are asked for. */
const MOST_SUBJECTS = 10;

/** Of those that are slower together: they all say the same. */
const MOST_ALIKE = 5;

const ALL = ' (--all shows them)';

/** One group as it is shown. */
interface Section {
  group: keyof StoryGroups;
  whole: readonly StorySubject[];
  shown: readonly StorySubject[];
}

/** The groups, in the order in which a person looks at them; of what is fine, unless all is asked for, only what is better. */
export function groupSections(page: Page, story: Story, all: boolean): string[] {
  const order: readonly (keyof StoryGroups)[] = [
    'worse',
    'cantTell',
    'fine',
    'newAndGone',
    'muted',
    ...(all ? (['noLimit'] as const) : []),
  ];
  const sections = order
    .map((group) => ({ group, whole: story.groups[group], shown: shownOf(group, story, all) }))
    .filter(({ whole }) => whole.length > 0);
  const tell = memoize(tellMetric);
  const told = sections.flatMap(({ shown }) => shown).filter((subject) => hasValues(subject));
  const metrics = told.flatMap(({ lead, findings }) => (all ? findings : [lead])).map(tell);
  const layout = layoutRows(
    page,
    sections.flatMap(({ shown }) => shown.map((subject) => shortName(page, subject))),
    metrics,
  );
  return sections.flatMap((section) => drawSection(page, layout, section, all, story, tell));
}

function shownOf(group: keyof StoryGroups, { groups, isTogether }: Story, all: boolean): readonly StorySubject[] {
  const whole = groups[group];
  if (all) return whole;
  if (group === 'worse' && isTogether) return whole.slice(0, MOST_ALIKE);
  return whole.filter(({ verdict }) => group !== 'fine' || verdict === 'improved').slice(0, MOST_SUBJECTS);
}

/** Values on both sides that were held against each other. */
function hasValues({ verdict, lead }: StorySubject): boolean {
  return !withoutValues.has(verdict) && lead.muted === undefined;
}

function drawSection(
  page: Page,
  layout: RowLayout,
  { group, whole, shown }: Section,
  all: boolean,
  story: Story,
  tell: (finding: Finding) => StoryMetric,
): string[] {
  const { title, tone, text } = tellGroup(group, whole);
  const left = whole.length - shown.length;
  const isOne = !all && isOneReason(whole);
  const isCounted = group === 'fine' && shown.length === 0;
  const rest =
    left === 0 || isCounted ? [] : layRow(page, { indent: INDENT }, [{ text: `and ${formatNumber(left)} more${ALL}`, style: 'dim' }]);
  const heading = factLine(
    page,
    title,
    `${text}${isCounted ? ALL : ''}${isOne ? `: ${namesOf(whole)}` : ''}`,
    tone === 'plain' ? 'bold' : tone,
  );
  if (isOne) return ['', ...heading, ...oneReason(page, whole, story)];
  const words = Math.max(0, ...shown.map((subject) => (hasValues(subject) ? 0 : subject.word.length)));
  return [
    '',
    ...heading,
    ...shown.flatMap((subject, index) =>
      subjectBlock(
        page,
        layout,
        subject,
        hasValues(subject)
          ? valueRows(page, layout, subject, all, tell)
          : wordRows(subject, words, saysWhy(subject, shown[index + 1], story)),
      ),
    ),
    ...rest,
  ];
}

function valueRows(
  page: Page,
  layout: RowLayout,
  subject: StorySubject,
  all: boolean,
  tell: (finding: Finding) => StoryMetric,
): StoryCells {
  const [lead, ...others] = subject.findings.map(tell);
  if (lead === undefined) return [];
  if (!all) return [...metricRows(page, layout, lead), ...(subject.verdict === 'improved' ? [] : otherRows(subject, others))];
  return [...[lead, ...others].flatMap((metric) => metricRows(page, layout, metric)), ...otherRows(subject, [])];
}

type StoryCells = ReturnType<typeof metricRows>;

/** From so many on, what has one reason together is not listed one by one. */
const MANY = 3;

/** Whether all of a group are without values for one and the same reason. */
function isOneReason(subjects: readonly StorySubject[]): boolean {
  const [first] = subjects;
  if (first === undefined || subjects.length < MANY || hasValues(first) || first.lead.muted !== undefined) return false;
  return subjects.every(({ verdict, lead }) => verdict === first.verdict && describeReason(lead) === describeReason(first.lead));
}

function namesOf(subjects: readonly StorySubject[]): string {
  const names = subjects.map(({ name }) => cutMiddle(name, NAME_WIDTH));
  return nameSome(names, MANY);
}

/** The reason of all of them, unless the headline is it. */
function oneReason(page: Page, [first]: readonly StorySubject[], { headline }: Story): string[] {
  if (first === undefined) return [];
  const reason = describeReason(first.lead);
  return factLine(page, '', `${first.word}${reason === headline ? '' : `: ${reason}`}${ALL}`, first.tone);
}

/** One reason often holds for many: it is said under the last of them, and not at all when it is the headline. */
function saysWhy({ lead, verdict }: StorySubject, next: StorySubject | undefined, { headline }: Story): boolean {
  const reason = describeReason(lead);
  return reason !== headline && !(next?.verdict === verdict && describeReason(next.lead) === reason);
}

function memoize(tell: (finding: Finding) => StoryMetric): (finding: Finding) => StoryMetric {
  const known = new Map<Finding, StoryMetric>();
  return (finding) => {
    const found = known.get(finding) ?? tell(finding);
    known.set(finding, found);
    return found;
  };
}
