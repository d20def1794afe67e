import type { Comparison, ErrorCount } from '@loadline/schema/types';
import { errorText } from '../diagnostic-text.js';
import { formatNumber } from '../format-number.js';
import { groupBy } from '../group-by.js';
import { nameSome } from '../name-some.js';
import { endpointName } from '../subject.js';
import type { StoryError } from './story.js';

/** Endpoints of one failure that are named before the rest is counted. */
const MOST_NAMES = 4;

/** The most frequent failures of the judged runs, each once, with the endpoints that it was seen of. */
export function tellErrors({ errors = [] }: Comparison): StoryError[] {
  const found = groupBy(errors, ({ status, message }) => JSON.stringify([status, message]));
  return [...found.values()]
    .map((alike) => ({ alike, count: alike.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.count - a.count)
    .flatMap(({ alike, count }) => {
      const [first] = alike;
      const where = namesOf(alike);
      return first === undefined ? [] : [{ text: errorText({ ...first, count }), ...(where === '' ? {} : { where }) }];
    });
}

/** `GET /search`, or with counts where there are several: `GET /search 7, GET /products 4 and 2 more`. */
function namesOf(alike: readonly ErrorCount[]): string {
  const named = alike
    .flatMap(({ endpoint, count }) => (endpoint === undefined ? [] : [{ name: endpointName(endpoint), count }]))
    .sort((a, b) => b.count - a.count);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only.name;
  const counted = named.map(({ name, count }) => `${name} ${formatNumber(count)}`);
  return nameSome(counted, MOST_NAMES);
}
