import { listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { addDetails } from './ghz-calls.js';
import { callIdentity } from './ghz-summary.js';
import { noCalls } from './no-calls.js';

const DATA = 'const rawData = ';

/** The page that ghz writes (`-O html`): it holds every call. */
export const ghzHtml: Reader = {
  format: 'ghz-html',
  tool: 'ghz',
  title: 'ghz HTML report',
  isRaw: true,
  detect: ({ text }) => /^<html/i.test(text) && /<title>ghz(?: - |<)/.test(text),
  async read(input) {
    const html = await readWhole(input);
    const start = html.indexOf(DATA);
    const list = start < 0 ? -1 : start + DATA.length;
    if (list < 0 || html[list] !== '[') throw noCalls(input.name);
    const { value, truncated } = parseJsonAt(html, list, input);
    const call = /"call": "([^"\n]{1,2048})"/.exec(html.slice(0, start))?.[1];
    const users = /"concurrency": (\d{1,9}),?$/m.exec(html.slice(0, start))?.[1];
    const recorder = createRecorder(input);
    addDetails(recorder, recorder.endpoint(callIdentity(call)), listOf(value));
    if (truncated) recorder.cut({});
    return recorder.part({ load: { model: 'closed', ...(users === undefined ? {} : { users: Number(users) }) } });
  },
};
