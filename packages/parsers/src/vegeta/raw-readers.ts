import { cleanName } from '../clean-name.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import type { Recorder } from '../samples/recorder.js';
import { scanFile } from '../scan/scan-file.js';
import { columnsOf } from './csv-cells.js';
import { vegetaCsvResults } from './csv-results.js';
import { vegetaJsonResults } from './json-results.js';
import { MOST_ATTACKS, type ResultSetup, type ResultState } from './result-recorder.js';

/** The line of a result: its fields may stand in any order. */
const JSON_LINE =
  /^\{(?=[^\n]{0,70000}"latency" ?: ?\d)(?=[^\n]{0,70000}"timestamp" ?: ?"\d{4}-)(?=[^\n]{0,70000}"code" ?: ?\d)(?=[^\n]{0,70000}"bytes_(?:in|out)" ?: ?\d)/m;
const CSV_LINE = /^\d{16,19},\d{1,3},\d{1,19},\d{1,19},\d{1,19},/;

/**
 * Results of single requests as JSON lines. A request failed unless its status code is 200 to 399, which is vegeta's own
 * rule; code 0 is a request without an answer.
 */
export const vegetaNdjson: Reader = {
  format: 'vegeta-ndjson',
  tool: 'vegeta',
  title: 'vegeta results as JSON lines',
  isRaw: true,
  detect: ({ text }) => JSON_LINE.test(text),
  async read(input) {
    const { recorder, states } = await scanFile(input, { format: vegetaJsonResults, setup: setupOf(input), skip: 0, skipLines: 0 });
    return resultPart(
      input,
      recorder,
      states.map(({ state }) => state as ResultState),
    );
  },
};

/** Results of single requests as CSV without a header. The rule of failures is that of {@link vegetaNdjson}. */
export const vegetaCsv: Reader = {
  format: 'vegeta-csv',
  tool: 'vegeta',
  title: 'vegeta results as CSV',
  isRaw: true,
  detect: ({ text }) => CSV_LINE.test(text) && columnsOf(Buffer.from(text)) !== undefined,
  async read(input) {
    const columns = columnsOf(Buffer.from(input.head.text)) ?? 0;
    const setup = { ...setupOf(input), columns };
    const { recorder, states } = await scanFile(input, { format: vegetaCsvResults, setup, skip: 0, skipLines: 0 });
    return resultPart(
      input,
      recorder,
      states.map(({ state }) => state as ResultState),
    );
  },
};

/** What readers of results are set up with. */
export function setupOf({ settings }: Pick<ReaderInput, 'settings'>): ResultSetup {
  return { countsBytes: settings.warmupSeconds === 0 };
}

/**
 * The part of a run that was recorded from results of single requests, whatever their format.
 *
 * @throws UserError when no request was counted.
 */
export function resultPart(input: ReaderInput, recorder: Recorder, states: readonly ResultState[], extra: Partial<RunPart> = {}): RunPart {
  const attacks = [...new Set(states.flatMap((state) => state.attacks))].sort();
  if (attacks.length > 1) {
    const shown = attacks.slice(0, 5).map((name) => `\`${cleanName(name)}\``);
    const many = attacks.length >= MOST_ATTACKS ? `${MOST_ATTACKS} or more` : String(attacks.length);
    input.diagnostics.add(
      'info',
      'several-attacks',
      `the file holds the results of ${many} attacks (${shown.join(', ')}${attacks.length > shown.length ? ', …' : ''}), which were read as one run`,
      { file: input.name },
    );
  }
  return recorder.part({ load: { model: 'open' }, ...extra });
}
