import type { Finding } from '@loadline/schema/types';
import { cutMiddle } from '../display-width.js';
import { formatMetric } from '../format-change.js';
import type { StorySubject, StoryTodo } from './story.js';

/** Widest name in a sentence, in columns. */
const NAME_WIDTH = 80;

/** Whether nothing can be weighed of what is not proven, so that no number of runs would tell. */
export function isUntold({ verdict, evidence }: Finding): boolean {
  return verdict === 'inconclusive' && evidence.method === 'limit' && evidence.procedure === null && evidence.runsNeeded === undefined;
}

/** Whether more runs would tell nothing of a subject: all of it that is not proven cannot be weighed. */
export function isBeyondRuns({ findings }: StorySubject): boolean {
  const open = findings.filter(({ verdict, gated }) => verdict === 'inconclusive' && gated);
  return open.length > 0 && open.every(isUntold);
}

/** What would help where more runs would not: the number of requests, or another limit. */
export function whatWouldTell(open: readonly StorySubject[]): StoryTodo[] {
  const beyond = open.filter(isBeyondRuns);
  const uncounted = beyond.find(({ lead }) => !isCounted(lead));
  const unknown = beyond.find(({ lead }) => isCounted(lead));
  return [
    ...(uncounted === undefined
      ? []
      : [
          {
            text: `Give results that hold the number of requests: without it ${nameOf(uncounted)} cannot be told from noise, however often it is run.`,
          },
        ]),
    ...(unknown === undefined
      ? []
      : [
          {
            text: `How far ${nameOf(unknown)} moves by itself is not known, and more runs do not tell: hold a limit against another metric, or against the value itself (as in "> 2s").`,
          },
        ]),
  ];
}

function isCounted({ baseline, current }: Finding): boolean {
  return (baseline.requests ?? 0) > 0 && (current.requests ?? 0) > 0;
}

function nameOf({ name, lead }: StorySubject): string {
  return `${formatMetric(lead.metric, lead.inPlaceOf)} of ${cutMiddle(name, NAME_WIDTH)}`;
}
