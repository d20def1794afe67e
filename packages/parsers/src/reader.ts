import type { Endpoint, ErrorCount, Metric, Run, RunTotal, Slo, Timeline } from '@loadline/schema';
import type { Diagnostics } from './input/diagnostics.js';
import type { Head } from './input/open-source.js';
import type { TextInput } from './input/read-lines.js';

/** What a reader works on: the text of one file, and where to say what was found in it. */
export interface ReaderInput extends TextInput {
  /** The beginning, by which the format was told. */
  head: Head;
  /** The bytes from the start, decompressed; in place of `text`, and like it once. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The text from the start as UTF-8 without byte order mark, whatever its encoding was; in place of `text`, and like it once. */
  utf8(): AsyncIterable<Uint8Array>;
  /** A regular file of plain UTF-8, of which parts can be read by themselves; `offset` is where its text begins. */
  file?: { path: string; size: number; offset: number };
  /** Takes the bytes of the file without looking at them, so that its hash covers them, while other threads read it. */
  passOver(): Promise<void>;
  /** Is told of bytes that were read by other threads. */
  onProgress?: (bytes: number) => void;
  /** What the person who reads it chose. */
  settings: ReadSettings;
  /** Where to put what has to be said. */
  diagnostics: Diagnostics;
}

/** What a person chooses about the reading. */
export interface ReadSettings {
  /** Seconds to cut from the start of the run, where the file holds single requests. */
  warmupSeconds: number;
  /** Which rows of a JMeter result count: the samples, the transaction controllers, or both as endpoints of their own. */
  jmeterRows: 'samples' | 'transactions' | 'both';
  /** Columns of single requests that hold numbers of one's own; each becomes a custom metric, where the format has columns. */
  columns?: readonly string[];
  /** Threads for one large file; 1 reads it where the caller runs. */
  threads: number;
  /** Smallest size in bytes of a file that is read in threads; 32 MiB unless given. */
  threadsFromBytes?: number;
}

/**
 * One format that can be read. A load generator is a folder with a list of these; `readers.ts` joins the lists.
 */
export interface Reader {
  /** Stable name, such as `locust-stats-csv`; stands in `run.sources`. */
  format: string;
  /** The load generator: `locust`. */
  tool: string;
  /** For people: `Locust stats CSV`. */
  title: string;
  /** The file by itself is no run: it adds to another one. */
  addsOnly?: boolean;
  /** The file repeats what stands in others of its tool: a page for people, a total; beside those it is passed over. */
  isReport?: boolean;
  /** The file holds single requests: what the tool summed up of them in other files beside it is passed over. */
  isRaw?: boolean;
  /** The format is no text: it is tried on files that hold bytes of no text. */
  binary?: boolean;
  /** Whether a file that begins like this is of the format. Looks at nothing but the content. */
  detect(head: Head): boolean;
  /** Reads one file. What is wrong with parts of it goes to the diagnostics; a UserError means that nothing is left. */
  read(input: ReaderInput): Promise<RunPart>;
}

/** What one file knows of a run. Sibling files of one run give one part each. */
export interface RunPart {
  /** Counts and values per endpoint; absent in files that only add to those of another. */
  state?: PartState;
  /** The whole run, for a document of our own and for flat files; such a file has no siblings. */
  run?: Run;
  /** Failures by kind. */
  errors?: ErrorCount[];
  /** Percentiles by the name that the file gives an endpoint: `METHOD name`. */
  percentiles?: { label: string; metrics: Metric[] }[];
  /** The run over its time. */
  slices?: TimelineSlice[];
  /** Start of the load, in ms since the epoch. */
  startedAtMs?: number;
  /** Length in seconds, from the first request to the last. */
  durationSeconds?: number;
  /** Greatest number of users. */
  users?: number;
  /** How the load was offered, where the format says. */
  load?: { model: 'open' | 'closed' | 'unknown'; users?: number };
  /** Scenario of the whole run. */
  scenario?: string;
  /** The tool's own thresholds, judged by it. */
  slos?: Slo[];
  /** Metrics of the whole run that are no response times, requests or failures. */
  customMetrics?: Metric[];
  /** Where our numbers differ from those that the tool printed, and why. */
  claims?: Claim[];
  /** The run over its time, where it is known exactly; in place of `slices`. */
  timeline?: Timeline;
  /** Seconds that were cut from the start. */
  warmupSeconds?: number;
  /** Version or generation of the tool: `2.46.7`, `>=1.2`, `<=0.13.2`. */
  toolVersion?: string;
  /** The file ends early. */
  partial: boolean;
  /** The file that this one has to stand beside, for files without a state: `X_stats.csv`. */
  needs?: string;
}

/** A number that the tool printed beside the one that stands in the Run. */
export interface Claim {
  /** What it is about: an endpoint, or `the run`. */
  subject: string;
  /** What it counts or measures, in words or as a metric's name. */
  metric: string;
  /** The tool's number; undefined where it printed none. */
  theirs: number | undefined;
  /** The number in the Run; undefined where it holds none. */
  ours: number | undefined;
  /** Unit of both. */
  unit: string;
  /** Why they differ. */
  why: string;
}

/** Counts and values of a run at one moment. */
export interface PartState {
  /** Endpoints, without the tool's totals. */
  endpoints: Endpoint[];
  /** The tool's own total. */
  total?: RunTotal;
  /** Which state wins where sibling files have several: the higher. */
  rank: number;
}

/** Part of a run's time. */
export interface TimelineSlice {
  /** Start, in seconds since the epoch. */
  from: number;
  /** End, in seconds since the epoch. */
  to: number;
  /** Requests in it. */
  requests?: number;
  /** Failures in it. */
  failures?: number;
  /** Concurrent users. */
  users?: number;
  /** Median in ms. */
  p50?: number;
  /** 95th percentile in ms. */
  p95?: number;
}
