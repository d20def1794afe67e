import type { Comparison } from '@loadline/schema/types';
import { plural } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { fillLinks } from '../fill-link.js';
import { formatNumber } from '../format-number.js';
import { endpointName } from '../subject.js';
import type { StoryGroups, StorySequence, StorySubject, StoryTodo } from './story.js';
import { deadGates } from './tell-mistake.js';
import { repairs, sameLoad, whatIsGone } from './tell-repairs.js';
import { isBeyondRuns, whatWouldTell } from './tell-untold.js';
import { inQuestion } from '../verdict-words.js';

/** Widest name in a sentence, in columns. */
const NAME_WIDTH = 80;

/** Links that one step has. */
const MOST_LINKS = 10;

/**
 * What a person can do now: when in doubt, when it is a mistake, when it was meant. Only what applies to this comparison, so
 * nothing where all is fine. Commands hold no names from outside but plain ones: the baseline's file, an endpoint to mute.
 *
 * @param worst what is to be looked at first.
 * @param isTogether whether most endpoints are slower by what they share.
 */
export function tellTodo(comparison: Comparison, groups: StoryGroups, worst: StorySubject | undefined, isTogether: boolean): StoryTodo[] {
  if (comparison.baseline.runs === 0)
    return [
      ...correctGates(comparison),
      { text: 'There is no baseline yet: build it from runs that are normal.', command: buildCommand(comparison, false) },
    ];
  const look = lookFirst(comparison, worst, isTogether);
  const gone = groups.newAndGone.filter(({ verdict }) => verdict === 'missing');
  const again = whenInDoubt(comparison, groups);
  const isOpen = comparison.verdict === 'inconclusive';
  return [
    ...correctGates(comparison),
    ...sameLoad(comparison),
    ...(groups.worse.length > 0 && !isOpen
      ? [...look, ...repairs(groups)]
      : [...repairs(groups), ...(isOpen ? [...again, ...look] : look)]),
    ...nothingInCommon(comparison, groups),
    ...(isOpen ? [] : again),
    ...moreRequests(comparison),
    ...whatIsGone(gone),
    ...(groups.worse.length + gone.length === 0 ? [] : whenMeant(comparison, worst, isTogether)),
  ];
}

/** Which look of how many; undefined without `--confirm`. */
export function tellSequence({ sequence: { look, maxLooks } }: Comparison): StorySequence | undefined {
  if (maxLooks <= 1) return undefined;
  const rest = look < maxLooks ? 'in doubt, run the same code again and give all its runs together' : 'the last one';
  return { look, maxLooks, text: `round ${look} of at most ${maxLooks}: ${rest}` };
}

function correctGates(comparison: Comparison): StoryTodo[] {
  return deadGates(comparison).length > 0
    ? [{ text: 'Correct the gate that matches nothing, or take it out: until then, what it was meant for is not checked.' }]
    : [];
}

/** Neither side has what the other has. */
function nothingInCommon({ verdict, coverage, findings }: Comparison, { cantTell }: StoryGroups): StoryTodo[] {
  if ((verdict !== 'invalid' && verdict !== 'new') || coverage.gatedEndpoints + coverage.gatedServices > 0 || cantTell.length > 0)
    return [];
  const isEmpty = findings.length === 0 && coverage.endpoints + coverage.services === 0;
  if (isEmpty) return [{ text: 'Look at what was read of each side: no requests were found in it.', command: 'loadline extract FILE' }];
  return [
    {
      text: 'Look at what was read of each side: names may differ (endpoints.rename joins them), or the file is of another test.',
      command: 'loadline extract FILE',
    },
  ];
}

/** The first look goes to the worst in the window of this run, or, where all are slower, to what they share. */
function lookFirst(comparison: Comparison, worst: StorySubject | undefined, isTogether: boolean): StoryTodo[] {
  if (worst === undefined || !inQuestion.has(worst.verdict)) return [];
  const window = timeWindow(comparison.current);
  const links = fillLinks(comparison, isTogether ? undefined : worst.lead).slice(0, MOST_LINKS);
  const when = window === undefined ? '' : `, in the window of this run: ${window}`;
  return [
    {
      text: `${lookWhere(worst, isTogether)}${when}.`,
      ...(links.length === 0 ? {} : { links }),
    },
  ];
}

function lookWhere({ name, lead, verdict }: StorySubject, isTogether: boolean): string {
  if (isTogether) return 'Look first at what all endpoints share';
  const what = lead.scope === 'run' ? 'the run as a whole' : cutMiddle(name, NAME_WIDTH);
  if (verdict === 'inconclusive') return `If it stays, look at ${what}`;
  return lead.metric === 'error_rate_pct' ? `Look first at what fails in ${what}` : `Look at ${what} first`;
}

/** `18:30–18:42 UTC`, with seconds within a minute; undefined where it is not known. */
function timeWindow({ startedAt, endedAt }: Comparison['current']): string | undefined {
  const clock = (time: string | undefined) => (Number.isNaN(Date.parse(time ?? '')) ? undefined : new Date(time ?? '').toISOString());
  const [start, end] = [clock(startedAt), clock(endedAt)];
  if (start === undefined || end === undefined) return undefined;
  const day = start.slice(0, 10);
  const length = start.slice(0, 16) === end.slice(0, 16) ? 19 : 16;
  const until = end.slice(day === end.slice(0, 10) ? 11 : 0, length).replace('T', ' ');
  return start.slice(0, length) === end.slice(0, length)
    ? `${day} ${end.slice(11, 19)} UTC`
    : `${day} ${start.slice(11, length)}–${until} UTC`;
}

/** Run again: what is not proven, and what is worse by one run alone. */
function whenInDoubt(comparison: Comparison, { worse, cantTell }: StoryGroups): StoryTodo[] {
  const unproven = cantTell.filter(({ verdict }) => verdict === 'inconclusive');
  const open = unproven.filter((subject) => !isBeyondRuns(subject));
  const byOneRun = worse.filter(({ lead }) => lead.current.runs === 1 && lead.limit?.level !== 'slo');
  const beyondRuns = whatWouldTell(unproven);
  if (open.length === 0 && byOneRun.length === 0) return beyondRuns;
  const needed = open.map(({ lead }) => lead.evidence.runsNeeded).filter((runs) => typeof runs === 'number');
  const known = Math.max(0, ...needed) - comparison.current.runs;
  const more = open.length > 0 && known > 1 ? `${formatNumber(known)} more times` : 'once more';
  const when = comparison.verdict === 'inconclusive' && open.length > 0 ? 'Not proven yet:' : 'If in doubt,';
  const why = open.length > 0 ? 'one run may be a bad one, and more of them show smaller changes' : 'one run may be a bad one';
  return [
    { text: `${when} run the same code ${more} and give all its runs together: ${why}.`, command: againCommand(comparison) },
    ...moreOfBaseline(open, comparison),
    ...beyondRuns,
  ];
}

/** Runs of a baseline that is good enough for most. */
const USUAL_RUNS = 5;

/** No number of current runs would tell where the baseline itself is not known well enough. */
function moreOfBaseline(open: readonly StorySubject[], comparison: Comparison): StoryTodo[] {
  const { runs } = comparison.baseline;
  const more = runs < USUAL_RUNS ? `${USUAL_RUNS} runs or more (it has ${formatNumber(runs)})` : `more runs than its ${formatNumber(runs)}`;
  const command = isTwoSides(comparison) ? {} : { command: buildCommand(comparison, false) };
  return open.some(({ lead }) => lead.evidence.runsNeeded === null)
    ? [{ text: `Build the baseline from ${more}: they show what is normal.`, ...command }]
    : [];
}

function moreRequests({ coverage, findings }: Comparison): StoryTodo[] {
  const few = coverage.notJudged.filter(({ reason }) => reason === 'rare' || reason === 'too-few-requests').length;
  const replaced = findings.filter(({ inPlaceOf, gated }) => inPlaceOf !== undefined && gated).length;
  const count = few + replaced;
  return count === 0 ? [] : [{ text: `Run longer: ${plural(count, 'limit')} had too few requests to be checked as written.` }];
}

function whenMeant(comparison: Comparison, worst: StorySubject | undefined, isTogether: boolean): StoryTodo[] {
  const meant = isTwoSides(comparison)
    ? {
        text: 'If it was meant: build a baseline from runs of the new code, say why, and check against it from now on.',
        command: buildCommand(comparison, true),
      }
    : { text: 'If it was meant: build the baseline anew from runs of the new code, and say why.', command: buildCommand(comparison, true) };
  // Nobody mutes everything, and a run cannot be muted.
  if (isTogether || worst?.scope === 'run') return [meant];
  return [
    meant,
    {
      text: 'If it may stay for a while: mute it in the configuration, until a day and with a reason.',
      command: `mute: [{ match: ${muteMatch(worst) ?? '"NAME"'}, until: ${muteUntil(comparison) ?? 'DAY'}, reason: "WHY" }]`,
    },
  ];
}

/** What matches the worst and nothing else, where its names are short and plain: `"POST /checkout"`. */
function muteMatch(worst: StorySubject | undefined): string | undefined {
  if (worst === undefined) return undefined;
  const { endpoint, service } = worst.lead;
  const name = endpoint === undefined ? service : endpointName(endpoint);
  if (!isPlain(name)) return undefined;
  // Another service has one of that name.
  if (endpoint !== undefined && worst.name !== name) {
    const method = endpoint.method === undefined ? '' : `, method: "${endpoint.method}"`;
    return isPlain(service) ? `{ service: "${service}"${method}, name: "${endpoint.name}" }` : undefined;
  }
  return `"${name}"`;
}

function isPlain(name: string): boolean {
  return /^(?:[A-Z]{3,7} )?[\w/][\w./:-]{0,59}$/.test(name) && !/\/\/|www\./i.test(name);
}

/** Days that something is muted for unless somebody says better. */
const MUTED_DAYS = 14;

/** Two weeks after the comparison, as a day. */
function muteUntil({ createdAt }: Comparison): string | undefined {
  const time = Date.parse(createdAt);
  return Number.isNaN(time) ? undefined : new Date(time + MUTED_DAYS * 86_400_000).toISOString().slice(0, 10);
}

/** Two sides were given by hand; there is no baseline to build. */
function isTwoSides({ baseline }: Comparison): boolean {
  return baseline.strategy === 'run' || baseline.strategy === 'runs';
}

function againCommand(comparison: Comparison): string {
  return isTwoSides(comparison) ? 'loadline compare BEFORE "AFTER-*"' : 'loadline check "RUNS-*"';
}

function buildCommand({ policy }: Comparison, withReason: boolean): string {
  const { from } = policy.baseline;
  const file = /^[\w./-]{1,80}\.json$/.test(from) ? from : 'BASELINE';
  return `loadline baseline build "RUNS-*" -o ${file}${withReason ? ' --rationale "WHY"' : ''}`;
}
