import type { NotJudged, Reason } from '@loadline/schema/types';
import { baselineRuns } from './baseline-runs.js';
import { counts } from './counts.js';
import { delivery } from './delivery.js';
import { files } from './files.js';
import { httpTools } from './http-tools.js';
import { jmeter } from './jmeter.js';
import { k6 } from './k6.js';
import { moments } from './moments.js';
import { names } from './names.js';
import { notJudged } from './not-judged.js';
import { prometheus } from './prometheus.js';
import { reasons } from './reasons.js';
import { scenarioTools } from './scenario-tools.js';
import { sides } from './sides.js';
import type { FindingWords, WordsByCode } from './words.js';

const diagnostics = {
  ...sides,
  ...baselineRuns,
  ...files,
  ...counts,
  ...names,
  ...moments,
  ...jmeter,
  ...k6,
  ...httpTools,
  ...scenarioTools,
  ...prometheus,
  ...delivery,
} as const;

/** A diagnostic that has words of its own. Some of them are reasons too. */
export type DiagnosticCode =
  keyof typeof diagnostics | 'gate-matches-nothing' | 'unknown-word' | 'load-model-differs' | 'environment-differs';

/** Every kind of finding and diagnostic: why a finding has its verdict, why something was not judged, what is told beside. */
export type FindingCode = Reason['code'] | NotJudged['reason'] | DiagnosticCode;

/** What every kind of finding and diagnostic means to people: the one table that all formats and the pages in docs/findings use. */
export const findingWords: Readonly<Record<FindingCode, FindingWords>> = { ...reasons, ...notJudged, ...diagnostics };

/** A sort of kinds, as the index of docs/findings lists it. */
export interface FindingGroup {
  title: string;
  codes: readonly FindingCode[];
}

/** All kinds by their sort, each once. */
export const findingGroups: readonly FindingGroup[] = [
  group('Why a finding has its verdict', reasons),
  group('Why something was not judged', notJudged),
  group('The two sides, and what was decided', sides),
  group('The runs behind a baseline or a measurement of noise', baselineRuns),
  group('Files: cut, damaged, joined, left out', files),
  group('Rows, counts and totals', counts),
  group('Endpoints, services and metrics', names),
  group('The time of a run', moments),
  group('Locust, Gatling, goose, tsung', scenarioTools),
  group('k6', k6),
  group('JMeter', jmeter),
  group('ab, Artillery, autocannon, drill, ghz, hey, oha, siege, wrk', httpTools),
  group('Prometheus and its like', prometheus),
  group('Issues on GitHub', delivery),
];

function group<Code extends FindingCode>(title: string, words: WordsByCode<Code>): FindingGroup {
  return { title, codes: Object.keys(words) as Code[] };
}

/**
 * The words of a kind; undefined for a code that this version does not know, as a document of a newer one may hold.
 *
 * @example wordsOf('not-proven')?.title // 'Beyond the limit, and not proven'
 */
export function wordsOf(code: string): FindingWords | undefined {
  return isFindingCode(code) ? findingWords[code] : undefined;
}

/** Whether a code has words and a page. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(findingWords, code);
}
