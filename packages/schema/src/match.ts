import type { EndpointId, Match, Pattern } from './generated/types.js';

/** What a match looks at: an endpoint's identity, with the service it was grouped into, if it was. */
export interface MatchSubject extends Omit<EndpointId, 'kind'> {
  kind?: EndpointId['kind'];
  service?: string;
}

/** Longest text that a pattern is tried on, in characters; what is longer is cut before. */
const SUBJECT_LIMIT = 4096;

/**
 * Whether a text fits a glob: `*` stands for anything, slashes and nothing included; everything else for itself, without
 * regard to case. The whole text must fit. Takes time in proportion to the text's length times the number of stars.
 */
export function fitsGlob(glob: string, text: string): boolean {
  const pieces = glob.toLowerCase().split('*');
  const subject = text.slice(0, SUBJECT_LIMIT).toLowerCase();
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return subject === first;
  if (!subject.startsWith(first)) return false;
  const last = pieces[pieces.length - 1] ?? '';
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = subject.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return subject.length - last.length >= from && subject.endsWith(last);
}

/** Whether a text fits a pattern. A regular expression is searched for, with case; a glob must fit the whole text. */
export function fitsPattern(pattern: Pattern, text: string): boolean {
  if ('glob' in pattern) return fitsGlob(pattern.glob, text);
  return new RegExp(pattern.regex, 'u').test(text.slice(0, SUBJECT_LIMIT));
}

/** Whether an endpoint fits a match: every part of the match that is there must fit. */
export function fitsMatch(match: Match, subject: MatchSubject): boolean {
  if (match.text !== undefined && !fitsText(match.text, subject)) return false;
  if (match.kind !== undefined && match.kind !== (subject.kind ?? 'request')) return false;
  for (const part of ['name', 'method', 'service', 'scenario', 'group'] as const) {
    const pattern = match[part];
    if (pattern !== undefined && !fitsPattern(pattern, subject[part] ?? '')) return false;
  }
  return (match.tags ?? []).every(
    (wanted) => subject.tags?.some((tag) => tag.name === wanted.name && fitsPattern(wanted.value, tag.value)) ?? false,
  );
}

function fitsText(pattern: Pattern, subject: MatchSubject): boolean {
  if (fitsPattern(pattern, subject.name)) return true;
  return subject.method !== undefined && subject.method !== '' && fitsPattern(pattern, `${subject.method} ${subject.name}`);
}

/** How an endpoint is written for people: `METHOD name`, with its group and scenario where it has them. Not escaped. */
export function formatEndpoint(endpoint: Pick<EndpointId, 'name'> & Partial<EndpointId>): string {
  const method = endpoint.method === undefined || endpoint.method === '' ? '' : `${endpoint.method} `;
  const context = [endpoint.scenario, endpoint.group, ...(endpoint.tags ?? []).map((tag) => `${tag.name}=${tag.value}`)].filter(
    (part) => part !== undefined && part !== '',
  );
  const kind = endpoint.kind === undefined || endpoint.kind === 'request' ? '' : ` (${endpoint.kind})`;
  return `${method}${endpoint.name}${context.length > 0 ? ` [${context.join(', ')}]` : ''}${kind}`;
}

/** A key that two endpoints share only when they are the same: all of the identity, case included, unambiguous. */
export function endpointKey({ kind, method = '', name, group = '', scenario = '', tags = [] }: EndpointId): string {
  const sorted =
    tags.length === 0
      ? '[]'
      : JSON.stringify([...tags].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((tag) => [tag.name, tag.value]));
  return `[${quoted(kind)},${quoted(method)},${quoted(name)},${quoted(group)},${quoted(scenario)},${sorted}]`;
}

/** What JSON writes as it is, between its quotation marks. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A text as JSON, without asking for it where nothing is to be escaped: keys are made for every value of a report. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The identity of something that carries more than its identity. */
export function endpointId(endpoint: EndpointId): EndpointId {
  return {
    kind: endpoint.kind,
    ...(endpoint.method === undefined ? {} : { method: endpoint.method }),
    name: endpoint.name,
    ...(endpoint.group === undefined ? {} : { group: endpoint.group }),
    ...(endpoint.scenario === undefined ? {} : { scenario: endpoint.scenario }),
    ...(endpoint.tags === undefined ? {} : { tags: endpoint.tags }),
  };
}
