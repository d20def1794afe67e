import { numberOf } from '../values/number-of.js';

/** What drill printed of one name, or of all together. Times in ms. */
export interface Statistics {
  requests?: number;
  failures?: number;
  avg?: number;
  max?: number;
  percentiles: [percentile: number, value: number][];
  /** Whether the times were printed in nanoseconds. */
  isFine: boolean;
}

/** The statistics at the end of drill's output. */
export interface AllStatistics {
  /** By name, in the order of the output. */
  names: Map<string, Statistics>;
  total: Statistics;
  rps?: number;
}

const LINE =
  /(Total requests|Failed requests|Median time per request|Average time per request|Max time per request|\d{1,2}\.\d'th percentile) +(\d{1,18})(ms|ns)?$/;

/** An empty collection of statistics. */
export function createStatistics(): AllStatistics {
  return { names: new Map(), total: { percentiles: [], isFine: false } };
}

/** Takes a line of drill's output; false when it is no line of the statistics. */
export function addStatistic(into: AllStatistics, line: string): boolean {
  const rate = /^Requests per second +([\d.]{1,30}) \[#\/sec\]$/.exec(line);
  if (rate !== null) {
    const rps = numberOf(rate[1]);
    if (rps !== undefined) into.rps = rps;
    return true;
  }
  // What is printed at the end of a line says what it is; what stands before it is the name.
  const end = LINE.exec(line.slice(-120));
  if (end === null) return false;
  const name = line.slice(0, line.length - end[0].length).trimEnd();
  const found = name === '' ? into.total : (into.names.get(name) ?? { percentiles: [], isFine: false });
  if (name !== '') into.names.set(name, found);
  setValue(found, end[1] ?? '', Number(end[2]), end[3]);
  return true;
}

function setValue(into: Statistics, word: string, number: number, unit: string | undefined): void {
  const value = unit === 'ns' ? number / 1e6 : number;
  if (unit === 'ns') into.isFine = true;
  if (word === 'Total requests') into.requests = number;
  else if (word === 'Failed requests') into.failures = number;
  else if (word.startsWith('Average')) into.avg = value;
  else if (word.startsWith('Max')) into.max = value;
  else into.percentiles.push([word.startsWith('Median') ? 50 : parseFloat(word), value]);
}
