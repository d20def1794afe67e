import type { Comparison } from '@loadline/schema/types';
import { fillLinks } from './fill-link.js';
import { safeJson } from './safe-json.js';
import { slackMessage } from './slack/message.js';
import { tellStory } from './story/tell-story.js';

/**
 * A comparison as a message for Slack (Block Kit): what an incoming webhook takes as it is. Headline, why one may believe
 * it, the worst with its metrics, what else is not fine, counts, and the links of the configuration. Within Slack's limits,
 * whatever the comparison holds.
 *
 * @example JSON.parse(renderSlack(comparison)).blocks[0].text.text // '❌ FAIL 1 of 12 endpoints slower'
 */
export function renderSlack(comparison: Comparison): string {
  const story = tellStory(comparison);
  return `${safeJson(slackMessage(story, fillLinks(comparison, story.worst?.lead)), 2)}\n`;
}
