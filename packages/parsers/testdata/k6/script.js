// k6 run -e MODE=… script.js; the modes are those of README.md. Runs on every k6 since 0.33.
import http from 'k6/http';
import { check, group, sleep } from 'k6';
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

const base = `http://127.0.0.1:${__ENV.PORT || 20106}`;
const mode = __ENV.MODE || 'normal';
const waiting = new Trend('waiting_time', true);
const size = new Trend('payload_size');
const errors = new Rate('errors');
const orders = new Counter('orders');
const depth = new Gauge('queue_depth');

const closed = { vus: 3, iterations: Number(__ENV.ITERATIONS || 24) };
const thresholds = {
  http_req_duration: ['p(95)<200', 'avg<0.01'],
  'http_req_duration{name:slow}': ['p(99)<500'],
  'http_req_duration{name:unused}': ['p(99)<500'],
  'http_reqs{name:slow}': ['count>1'],
  'http_req_failed{name:slow}': ['rate<0.01'],
  'http_req_duration{group:::main::nested}': ['max<1000'],
  http_req_failed: ['rate<0.01'],
  'checks{kind:page}': ['rate>0.9'],
  waiting_time: ['p(90)<1000'],
};
const two = {
  scenarios: {
    browse: { executor: 'constant-vus', vus: 2, duration: '1s', exec: 'browse' },
    buy: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '1s', preAllocatedVUs: 4, exec: 'buy', tags: { team: 'shop' } },
  },
};
const stats = (__ENV.STATS || 'avg,min,med,max,p(90),p(95)').split(',');

export const options = Object.assign(
  { summaryTrendStats: stats },
  mode === 'scenarios' ? two : closed,
  mode === 'normal' ? { thresholds } : {},
  mode === 'abort' ? { thresholds: { http_req_failed: [{ threshold: 'rate<0.01', abortOnFail: true }] }, duration: '5s', iterations: undefined } : {},
  mode === 'long' ? { duration: `${__ENV.SECONDS || 30}s`, iterations: undefined } : {},
);

export function setup() {
  if (mode !== 'plain' && mode !== 'nothing') http.get(`${base}/fast?setup`);
  return { token: 'x' };
}

function normal() {
  group('main', () => {
    const fast = http.get(`${base}/fast`);
    check(fast, { 'status is 200': (r) => r.status === 200, 'with, comma "quote"': (r) => r.body.length > 1000 }, { kind: 'page' });
    group('nested', () => {
      http.get(`${base}/slow?id=${__ITER}`, { tags: { name: 'slow', extra: 'a&b=c' } });
    });
  });
  const flaky = http.post(`${base}/flaky`, 'x=1', { tags: { name: 'flaky' } });
  errors.add(flaky.status !== 200);
  orders.add(2);
  depth.add(__ITER % 4);
  waiting.add(flaky.timings.waiting);
  size.add(5 + (__ITER % 3));
  if (__ITER % 4 === 0) http.get(`${base}/drop`);
  if (__ITER % 4 === 1) http.get(`${base}/missing`, { responseCallback: http.expectedStatuses(404) });
  sleep(0.02);
}

const hostile = ['a|b', '{curly} }}', 'say "no", thanks', '__proto__', 'two\nlines', 'größe ✓ 日本 \u2028', 'x&y=z', 'back\\slash\\', '<b>&amp;', ' blanks ', ',', "'; --"];

const modes = {
  normal,
  long: normal,
  abort: () => http.get(`${base}/err`),
  plain: () => http.get(`${base}/fast`),
  failing: () => http.get(`${base}/err`),
  refused: () => http.get('http://127.0.0.1:1/nobody', { tags: { name: 'nobody' } }),
  nothing: () => sleep(0.01),
  unchecked: () => {
    http.setResponseCallback(null);
    http.get(`${base}/fast`);
    http.get(`${base}/err`);
  },
  hostile: () => {
    for (const name of hostile) http.get(`${base}/fast`, { tags: { name, [name]: name } });
    http.get(`http://user:secret@127.0.0.1:${__ENV.PORT || 20106}/fast?token=1`);
  },
};

export default function () {
  modes[mode]();
}
export function browse() {
  http.get(`${base}/fast`, { tags: { name: 'fast' } });
  sleep(0.05);
}
export function buy() {
  http.post(`${base}/slow`, 'x=1', { tags: { name: 'fast' } });
}
export function teardown() {
  if (mode !== 'plain' && mode !== 'nothing') http.get(`${base}/fast?teardown`);
}
