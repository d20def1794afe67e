import type { Head } from './input/open-source.js';

interface Lookalike {
  /** What the file seems to be, with its article. */
  title: string;
  test(head: Head): boolean;
}

const text = (pattern: RegExp) => (head: Head) => pattern.test(head.text);
const holds =
  (...words: string[]) =>
  (head: Head) =>
    words.every((word) => head.text.includes(word));
const starts =
  (...bytes: number[]) =>
  (head: Head) =>
    bytes.every((byte, index) => head.bytes[index] === byte);
const firstLine = (pattern: RegExp) => (head: Head) => pattern.test(head.text.split('\n', 1)[0] ?? '');

/** What files are that this version does not read, most telling first. */
const lookalikes: readonly Lookalike[] = [
  { title: 'a ZIP archive', test: starts(0x50, 0x4b, 0x03, 0x04) },
  { title: 'a zstd archive', test: starts(0x28, 0xb5, 0x2f, 0xfd) },
  { title: 'an xz archive', test: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a) },
  { title: 'a PDF', test: starts(0x25, 0x50, 0x44, 0x46) },
  {
    title: 'a picture',
    test: (head) => starts(0x89, 0x50, 0x4e, 0x47)(head) || starts(0xff, 0xd8, 0xff)(head) || starts(0x47, 0x49, 0x46, 0x38)(head),
  },
  { title: 'a SQLite database', test: text(/^SQLite format 3/) },
  {
    title: 'a binary log of Gatling',
    test: (head) =>
      starts(0, 0, 0, 0)(head) &&
      (head.bytes[4] ?? 0) >= 3 &&
      (head.bytes[4] ?? 0) <= 20 &&
      /^\d/.test(String.fromCharCode(head.bytes[5] ?? 0)),
  },
  {
    title: 'results of vegeta in its binary form',
    test: (head) => head.binary && Buffer.from(head.bytes.subarray(0, 64)).includes('Result'),
  },
  { title: 'a Baseline of Loadline, which is made of runs', test: text(/"kind"\s{0,10}:\s{0,10}"loadline\/baseline"/) },
  { title: 'a Comparison of Loadline, which is made of runs', test: text(/"kind"\s{0,10}:\s{0,10}"loadline\/comparison"/) },
  { title: 'a worker file of Taurus’ Locust executor', test: holds('"client_id"', '"num_requests"') },
  { title: 'an XML result of JMeter (JTL)', test: text(/<testResults\b/) },
  { title: 'a final-stats XML of Taurus', test: text(/<FinalStatus\b/) },
  { title: 'a JUnit report', test: text(/^(?:<\?xml.{0,200}\?>\s{0,100})?<testsuites?\b/s) },
  {
    title: 'a CSV result of JMeter (JTL)',
    test: (head) => countIn(head, ['timeStamp', 'elapsed', 'label', 'responseCode', 'success', 'allThreads', 'Latency']) >= 3,
  },
  { title: 'a final-stats CSV of Taurus', test: firstLine(/^label,avg_ct,avg_lt,avg_rt/) },
  { title: 'an aggregate report of JMeter', test: firstLine(/^"?Label"?,"?# Samples/) },
  { title: 'the statistics of a JMeter dashboard', test: holds('"sampleCount"', '"pct1ResTime"') },
  { title: 'NDJSON of k6', test: text(/^\{(?=.{0,500}"(?:type|metric)":)(?=.{0,500}"type":"(?:Metric|Point)")/) },
  { title: 'a summary of k6', test: holds('"root_group"', '"metrics"') },
  { title: 'a summary of k6', test: text(/"k6_version"/) },
  { title: 'CSV of k6', test: firstLine(/^metric_name,timestamp,metric_value/) },
  { title: 'a web dashboard of k6', test: text(/id="data" type="application\/json; charset=utf-8; gzip; base64"/) },
  { title: 'a log of Gatling', test: text(/^(?:ASSERTION\t|RUN\t|[^\t\n]{0,200}\t[^\t\n]{0,200}\tRUN\t)/m) },
  { title: 'the statistics of Gatling', test: holds('"numberOfRequests"', '"percentiles1"') },
  { title: 'a report of Artillery', test: text(/"aggregate"\s{0,10}:\s{0,10}\{/) },
  { title: 'a result of autocannon', test: text(/"p97_5"|"p99999"/) },
  { title: 'a report of wrk', test: text(/^Running .{1,100} test @ [^]{0,500}Thread Stats/m) },
  {
    title: 'a report of oha',
    test: (head) => holds('"successRate"', '"latencyPercentiles"')(head) || text(/Summary:\s{1,10}Success rate:/)(head),
  },
  { title: 'a report of hey', test: text(/Summary:\s{1,10}Total:/) },
  { title: 'CSV of hey', test: firstLine(/^response-time,DNS\+dialup/) },
  { title: 'results of vegeta', test: text(/^\{"attack":|"bytes_in":\{"total"|^Requests\s{1,20}\[total, rate/) },
  { title: 'a report of bombardier', test: text(/"numberOfConnections"|Statistics\s{1,20}Avg\s{1,20}Stdev\s{1,20}Max/) },
  { title: 'a report of ApacheBench', test: text(/This is ApacheBench|^Percentage served,Time in ms|^starttime\tseconds\tctime/) },
  { title: 'a report of siege', test: text(/"longest_transaction"|^Transactions:[^]{0,200}Availability:/m) },
  { title: 'a result of Fortio', test: text(/"DurationHistogram"/) },
  { title: 'a report of ghz', test: text(/"latencyDistribution"/) },
  { title: 'a report of h2load', test: text(/^finished in .{1,100} req\/s/m) },
  { title: 'a log of tsung', test: text(/^# stats: dump at/) },
  { title: 'an HTML page', test: text(/^<(?:!doctype html|html)/i) },
  { title: 'an XML document', test: text(/^<\?xml/) },
  { title: 'an empty JSON list', test: (head) => head.complete && /^\[\s*\]\s*$/.test(head.text) },
  {
    title: 'a log of Locust, without its results',
    test: text(/^\[\d{4}-\d\d-\d\d [^\n]{0,200}\/(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\/locust/),
  },
  { title: 'a JSON document', test: text(/^(?:\{\s*["}]|\[\s*[\]{["\d-])/) },
  { title: 'a CSV file with other columns', test: firstLine(/^[^,;\t]{1,200}(?:[,;\t][^,;\t]{0,200}){2,500}\r?$/) },
];

function countIn(head: Head, words: readonly string[]): number {
  const line = head.text.split('\n', 1)[0] ?? '';
  return words.filter((word) => line.includes(word)).length;
}

/** What a file seems to be that no reader takes: `a CSV result of JMeter (JTL)`; undefined when it looks like nothing known. */
export function findLookalike(head: Head): string | undefined {
  return lookalikes.find((candidate) => candidate.test(head))?.title;
}
