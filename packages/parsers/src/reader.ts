import type { Endpoint, ErrorCount, Metric, Run, RunTotal } from '@loadline/schema';
import type { Diagnostics } from './input/diagnostics.js';
import type { Head } from './input/open-source.js';
import type { TextInput } from './input/read-lines.js';

/** What a reader works on: the text of one file, and where to say what was found in it. */
export interface ReaderInput extends TextInput {
  /** The beginning, by which the format was told. */
  head: Head;
  /** Where to put what has to be said. */
  diagnostics: Diagnostics;
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
  /** The file is a page for people; beside the files that it was made of it is passed over. */
  isReport?: boolean;
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
  /** Version or generation of the tool: `2.46.7`, `>=1.2`, `<=0.13.2`. */
  toolVersion?: string;
  /** The file ends early. */
  partial: boolean;
  /** The file that this one has to stand beside, for files without a state: `X_stats.csv`. */
  needs?: string;
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
