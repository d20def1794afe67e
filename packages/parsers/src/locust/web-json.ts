import { UserError } from '@loadline/schema';
import { field, findJson, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { noRequests } from './locust-errors.js';
import { numberOf, readWebErrors, readWebStats } from './web-stats.js';

/** What the web UI answers at `/stats/requests`. */
export const locustWebJson: Reader = {
  format: 'locust-web-json',
  tool: 'locust',
  title: 'Locust web UI JSON (/stats/requests)',
  detect: (head) =>
    head.text.startsWith('{') &&
    /"(?:num_requests|current_rps)"\s{0,10}:/.test(head.text) &&
    /"(?:errors|stats)"\s{0,10}:\s{0,10}\[/.test(head.text) &&
    !head.text.includes('"client_id"'),
  read: readWebJson,
};

async function readWebJson(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const { value } = parseJsonAt(text, Math.max(findJson(text), 0), input);
  const entries = field(value, 'stats');
  if (!Array.isArray(entries))
    throw new UserError({
      code: 'locust-json',
      found: 'JSON without a list of `stats`',
      expected: 'the answer of Locust’s web UI at `/stats/requests`',
      place: { file: input.name },
    });
  const state = readWebStats(input, entries, 3);
  if (!state.endpoints.some((endpoint) => (endpoint.requests ?? 0) > 0)) throw noRequests(input, 'a list in which no request was counted');
  const users = numberOf(field(value, 'user_count'));
  const running = field(value, 'state');
  if (running === 'running' || running === 'spawning')
    input.diagnostics.add('info', 'still-running', 'the test was still running when this was read from the web UI', { file: input.name });
  return {
    state,
    errors: readWebErrors(input, listOf(field(value, 'errors'))),
    ...(users === undefined || users === 0 ? {} : { users }),
    partial: false,
  };
}
