import type { EndpointId } from '@loadline/schema';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { isNumbered } from './sub-results.js';

/** What is known of a label. */
export interface JtlLabel {
  id: EndpointId;
  /** Numbers of its endpoints in the recorders; -1 until they are needed. */
  sample: number;
  transaction: number;
  /** It may be that of a sub-result. */
  isNumbered: boolean;
}

/** A label that comes for the first time. */
export function createLabel(text: string, method?: string): JtlLabel {
  const id: EndpointId = {
    kind: 'request',
    ...(method === undefined || method === '' ? {} : { method }),
    name: text === '' ? ALL_REQUESTS : text,
  };
  return { id, sample: -1, transaction: -1, isNumbered: isNumbered(text) };
}
