import type { Head } from '../input/open-source.js';
import type { Reader } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { findLayout, findRun, versionOf } from './log-head.js';
import { logPart } from './log-part.js';
import { gatlingLogScan } from './log-scanner.js';
import { joinLogStates, type LogState } from './log-state.js';
import { parseAssertions } from './parse-assertions.js';

/**
 * `simulation.log` of Gatling 2.0 to 3.12: text with tabs. A request failed when Gatling says `KO`. Response times are
 * those of all requests, failed ones included, in ms.
 */
export const gatlingLog: Reader = {
  format: 'gatling-log',
  tool: 'gatling',
  title: 'Gatling simulation log',
  isRaw: true,
  detect: (head: Head) => findRun(head) !== undefined,
  async read(input) {
    const run = findRun(input.head) ?? { simulation: '', description: '', version: '', isOld: false };
    const layout = findLayout(input.head, run);
    const { recorder, states } = await scanFile(input, { format: gatlingLogScan, setup: { layout }, skip: 0, skipLines: 0 });
    const state = joinLogStates(states.map((each) => each.state as LogState));
    const version = versionOf(run, layout);
    return logPart(input, recorder, state, { ...run, version }, parseAssertions([...new Set(state.assertions)], version));
  },
};
