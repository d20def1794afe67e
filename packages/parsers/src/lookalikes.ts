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
  { title: 'a Baseline of Loadline, which is made of runs', test: text(/"kind"\s{0,10}:\s{0,10}"loadline\/baseline"/) },
  { title: 'a Comparison of Loadline, which is made of runs', test: text(/"kind"\s{0,10}:\s{0,10}"loadline\/comparison"/) },
  { title: 'a JUnit report', test: text(/^(?:<\?xml.{0,200}\?>\s{0,100})?<testsuites?\b/s) },
  // What follows measures single functions, not a service under load.
  { title: 'a result of JMH, a micro-benchmark', test: text(/"jmhVersion"/) },
  { title: 'a result of BenchmarkDotNet, a micro-benchmark', test: text(/"BenchmarkDotNetVersion"/) },
  {
    title: 'a result of Google Benchmark',
    test: (head) => holds('"library_build_type"', '"benchmarks"')(head) || firstLine(/^name,iterations,real_time,cpu_time/)(head),
  },
  {
    title: 'a result of hyperfine, which times commands',
    test: (head) => /"command":[^]{0,2000}"stddev":/.test(head.text) || firstLine(/^command,mean,stddev,median/)(head),
  },
  { title: 'a result of pytest-benchmark', test: holds('"machine_info"', '"benchmarks"') },
  {
    title: 'a result of `go test -bench`',
    test: text(/Benchmark\S{1,300}\s{1,100}\d{1,15}\s{1,100}[\d.]{1,20} ns\/op|"Action":"(?:start|output)"/),
  },
  {
    title: 'a result of Criterion or `cargo bench`',
    test: text(/^\s{0,200}time:\s{1,50}\[|\bbench:\s{1,50}[\d,]{1,20} ns\/iter/m),
  },
  { title: 'a result of tinybench or Vitest, micro-benchmarks', test: holds('"hz"', '"rme"') },
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

/** What a file seems to be that no reader takes: `a CSV result of JMeter (JTL)`; undefined when it looks like nothing known. */
export function findLookalike(head: Head): string | undefined {
  return lookalikes.find((candidate) => candidate.test(head))?.title;
}
