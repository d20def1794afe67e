import { gunzipSync } from 'node:zlib';
import { UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import {
  createDashboardReading,
  dashboardMetrics,
  type DashboardReading,
  dashboardSlices,
  dashboardThresholds,
  readDashboardEvent,
} from './dashboard-events.js';
import { summaryPart } from './summary-part.js';

/** The report of the web dashboard (`K6_WEB_DASHBOARD_EXPORT`), since 0.49. */
export const k6Dashboard: Reader = {
  format: 'k6-dashboard',
  tool: 'k6',
  title: 'k6 web dashboard report (HTML)',
  isReport: true,
  // The data stand at the end, beyond what is looked at; the title comes first.
  detect: (head) =>
    /^(?:<!--[^]{0,500}?-->\s{0,20})?<!doctype html>/i.test(head.text) &&
    (head.text.includes('<title>k6 report</title>') || DATA.test(head.text)),
  read: readDashboard,
};

const DATA = /<script[^>]{0,100}\sid="data"[^>]{0,20}\stype="application\/json; charset=utf-8; gzip; base64"[^>]{0,100}>/;

async function readDashboard(input: ReaderInput): Promise<RunPart> {
  const page = await readWhole(input);
  const reading = createDashboardReading();
  for (const line of eventsIn(input, page).split('\n')) {
    if (line === '') continue;
    try {
      readDashboardEvent(reading, JSON.parse(line));
    } catch {
      throw damaged(input, 'a report with data that are not JSON');
    }
  }
  if (reading.cumulative === undefined) throw damaged(input, 'a report without the values at the end of the test');
  const { slices, users } = dashboardSlices(reading);
  return summaryPart(input, {
    metrics: dashboardMetrics(reading),
    checks: [],
    thresholds: dashboardThresholds(reading),
    // Five digits; five decimals below 1.
    resolution: (ms) => Number(`1e${Math.max(Math.floor(Math.log10(ms)) - 4, -5)}`),
    part: { ...windowOf(reading), slices, ...(users === undefined ? {} : { users }) },
  });
}

/** The events of the test, one JSON text per line. */
function eventsIn(input: ReaderInput, page: string): string {
  const tag = DATA.exec(page);
  const end = tag === null ? -1 : page.indexOf('</script', tag.index);
  if (tag === null || end < 0) throw damaged(input, 'a report without its data, which stand at its end');
  const packed = Buffer.from(page.slice(tag.index + tag[0].length, end), 'base64');
  try {
    return gunzipSync(packed, { maxOutputLength: Math.min(input.limits.documentLength, 2 ** 29) }).toString('utf8');
  } catch {
    throw damaged(input, 'a report whose data cannot be decompressed');
  }
}

function windowOf({ startMs, stopMs }: DashboardReading): Pick<RunPart, 'startedAtMs' | 'durationSeconds'> {
  const seconds = startMs === undefined || stopMs === undefined ? 0 : (stopMs - startMs) / 1000;
  return { ...(startMs === undefined ? {} : { startedAtMs: startMs }), ...(seconds > 0 ? { durationSeconds: seconds } : {}) };
}

function damaged({ name }: ReaderInput, found: string): UserError {
  return new UserError({ code: 'k6-dashboard', found, expected: 'a whole report of the web dashboard of k6', place: { file: name } });
}
