import type { Comparison, Finding } from '@loadline/schema/types';
import { plural } from '../describe-comparison.js';
import { formatNumber } from '../format-number.js';
import type { StoryGroups, StorySequence, StorySubject, StoryTodo } from './story.js';

/**
 * What a person can do now: when in doubt, when it is a mistake, when it was meant. Only what applies to this comparison, so
 * nothing where all is fine. Commands hold no names from outside but the baseline's file, where that is a plain one.
 */
export function tellTodo(comparison: Comparison, groups: StoryGroups): StoryTodo[] {
  if (comparison.baseline.runs === 0)
    return [
      ...deadGates(comparison),
      { text: 'There is no baseline yet: build it from runs that are normal.', command: buildCommand(comparison, false) },
    ];
  const gone = groups.newAndGone.filter(({ verdict }) => verdict === 'missing');
  return [
    ...deadGates(comparison),
    ...repairs(groups),
    ...nothingInCommon(comparison, groups),
    ...together(comparison, groups),
    ...whenInDoubt(comparison, groups),
    ...moreRequests(comparison),
    ...(gone.length === 0
      ? []
      : [{ text: 'What is gone: renamed (endpoints.rename joins the names), left out of the load test, or removed on purpose?' }]),
    ...(groups.worse.length + gone.length === 0 ? [] : whenMeant(comparison)),
  ];
}

/** Which look of how many; undefined without `--confirm`. */
export function tellSequence({ sequence: { look, maxLooks } }: Comparison): StorySequence | undefined {
  if (maxLooks <= 1) return undefined;
  const rest = look < maxLooks ? 'in doubt, run the same code again and give all its runs together' : 'the last one';
  return { look, maxLooks, text: `look ${look} of ${maxLooks}: ${rest}` };
}

const REPAIRS: Partial<Record<Finding['reason']['code'], string>> = {
  'too-many-failures-baseline': 'Take a baseline whose requests succeed: times of failing requests say nothing about those that work.',
  'too-many-failures-current': 'Mend what fails, then measure again: times of failing requests say nothing about those that work.',
  'load-model-differs':
    'Run both sides with the same load model: with fixed users, slow answers lower the load; with a fixed rate they do not.',
  'environment-differs': 'Run both sides in one environment and on one type of machine, or build a baseline on the new one.',
  'estimated-value': 'Build the baseline from measured results: an estimate is never judged.',
  'unknown-word': 'Read it with the version of Loadline that wrote it, or a newer one.',
};

function repairs({ cantTell }: StoryGroups): StoryTodo[] {
  const codes = new Set(cantTell.map(({ lead }) => lead.reason.code));
  return [...codes].flatMap((code) => {
    const text = REPAIRS[code];
    return text === undefined ? [] : [{ text }];
  });
}

function deadGates({ diagnostics }: Comparison): StoryTodo[] {
  return diagnostics.some(({ code }) => code === 'gate-matches-nothing')
    ? [{ text: 'Correct the gate that matches nothing, or take it out: what it was meant for is not held to it.' }]
    : [];
}

/** Neither side has what the other has. */
function nothingInCommon({ verdict, coverage }: Comparison, { cantTell }: StoryGroups): StoryTodo[] {
  if ((verdict !== 'invalid' && verdict !== 'new') || coverage.gatedEndpoints + coverage.gatedServices > 0 || cantTell.length > 0)
    return [];
  return [
    {
      text: 'Look at what was read of each side: names may differ (endpoints.rename joins them), or the file is of another test.',
      command: 'loadline extract FILE',
    },
  ];
}

/** What slows everything is seldom in one endpoint. */
function together({ shifts = [] }: Comparison, { worse }: StoryGroups): StoryTodo[] {
  const isSlower = shifts.some(({ metric, lowPct }) => metric !== 'rps' && lowPct > 0);
  return worse.length < 2 || !isSlower
    ? []
    : [{ text: 'All moved together: look first at what they share, such as the machine, the network, a pool or a middleware.' }];
}

/** Run again: what is not proven, and what is worse by one run alone. */
function whenInDoubt(comparison: Comparison, { worse, cantTell }: StoryGroups): StoryTodo[] {
  const open = cantTell.filter(({ verdict }) => verdict === 'inconclusive');
  const byOneRun = worse.filter(({ lead }) => lead.current.runs === 1 && lead.limit?.level !== 'slo');
  if (open.length === 0 && byOneRun.length === 0) return [];
  const needed = open.map(({ lead }) => lead.evidence.runsNeeded).filter((runs) => typeof runs === 'number');
  const known = Math.max(0, ...needed) - comparison.current.runs;
  const more = open.length > 0 && known > 1 ? `${formatNumber(known)} more times` : 'once more';
  const why = open.length > 0 ? 'one run may be a bad one, and more of them show smaller changes' : 'one run may be a bad one';
  return [
    { text: `In doubt, run the same code ${more} and give all its runs together: ${why}.`, command: againCommand(comparison) },
    ...moreOfBaseline(open),
  ];
}

/** No number of current runs would tell where the baseline itself is not known well enough. */
function moreOfBaseline(open: readonly StorySubject[]): StoryTodo[] {
  return open.some(({ lead }) => lead.evidence.runsNeeded === null)
    ? [{ text: 'A baseline of more runs would tell more: with so few of them nobody knows what is normal.' }]
    : [];
}

function moreRequests({ coverage, findings }: Comparison): StoryTodo[] {
  const few = coverage.notJudged.filter(({ reason }) => reason === 'rare' || reason === 'too-few-requests').length;
  const replaced = findings.filter(({ inPlaceOf, gated }) => inPlaceOf !== undefined && gated).length;
  const count = few + replaced;
  return count === 0
    ? []
    : [{ text: `Run longer or with more users: ${plural(count, 'limit')} had too few requests to be held to as written.` }];
}

function whenMeant(comparison: Comparison): StoryTodo[] {
  const meant = isTwoSides(comparison)
    ? { text: 'If it was meant: take these runs as the first side from now on.' }
    : { text: 'If it was meant: build the baseline anew from runs of the new code, and say why.', command: buildCommand(comparison, true) };
  return [
    meant,
    {
      text: 'If it may stay for a while: mute it in the configuration, until a day and with a reason.',
      command: 'mute: [{ match: "NAME", until: DAY, reason: "WHY" }]',
    },
  ];
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
