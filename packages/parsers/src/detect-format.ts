import { echo, UserError } from '@loadline/schema';
import { candidateOf, type Candidate, type Reader } from './draft.js';
import { readers } from './readers.js';
import { type LoadedSource, loadSource, type Source } from './source.js';

/** Formats that are known by sight and not read. */
const STRANGERS: readonly (readonly [looksLike: RegExp, what: string])[] = [
  [/^<\?xml[\s\S]{0,500}<testResults|^<testResults/, 'a JTL (XML) of JMeter'],
  [/^[^\n]*\btimeStamp\b[^\n]*\belapsed\b/, 'a JTL (CSV) of JMeter'],
  [/^\{"(?:type|metric|data)":[^\n]*"(?:Point|Metric)"/, 'the JSON output of k6'],
  [/^\{[\s\S]{0,4000}"(?:http_req_duration|iteration_duration)"/, 'a summary of k6'],
  [/^metric_name,timestamp,metric_value/, 'the CSV output of k6'],
  [/^(?:ASSERTION\t[^\n]*\n)*RUN\t|^[^\t\n]*\t[^\t\n]*\tRUN\t/, 'a simulation.log of Gatling'],
  [/^\s*Running \d[^\n]*test @ /, 'a report of wrk'],
  [/This is ApacheBench/, 'a report of ab'],
  [/^\s*Summary:\s/, 'a report of hey or oha'],
];

/** The format of a loaded file, by its content alone; undefined when none fits. */
export function findReader(candidate: Candidate): Reader | undefined {
  return readers.find((reader) => reader.detect(candidate));
}

/**
 * The format of a source, by its content alone.
 *
 * @throws UserError when it is of no known format; it names what the file looks like.
 * @example (await detectFormat(fileSource('run_stats.csv'))).format // 'locust-stats-csv'
 */
export async function detectFormat(source: Source): Promise<{ format: string; tool: string }> {
  const loaded = await loadSource(source);
  const reader = findReader(candidateOf(loaded));
  if (reader === undefined) throw unknownFormat(loaded);
  return { format: reader.format, tool: reader.tool };
}

/** The error for a file of no known format. */
export function unknownFormat(source: LoadedSource): UserError {
  const head = source.text.trimStart().slice(0, 8192);
  const stranger = STRANGERS.find(([looksLike]) => looksLike.test(head));
  const firstLine = head.split('\n', 1)[0] ?? '';
  return new UserError({
    code: 'unknown-format',
    found: stranger === undefined ? `a file of no known format that begins with \`${echo(firstLine, 80)}\`` : `what looks like ${stranger[1]}, which this version does not read`,
    expected: 'results of Locust (CSV, JSON or HTML), flat JSON, or a Run of Loadline',
    place: { file: source.name },
  });
}
