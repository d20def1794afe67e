// Makes result files of any size: seeded, so that the same size is the same file everywhere.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../packages/stats/dist/index.js';

const LABELS = 50;
const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The path of a file of about so many bytes; made when it is not there. */
export function makeFile(folder, format, bytes) {
  const path = join(folder, `${format}-${bytes}.${format === 'jtl' ? 'csv' : 'ndjson'}`);
  if (existsSync(path) && statSync(path).size >= bytes) return path;
  mkdirSync(folder, { recursive: true });
  const fd = openSync(`${path}.part`, 'w');
  const random = createRandom(7);
  let written = 0;
  let row = 0;
  let lines = format === 'jtl' ? [JTL_HEADER] : k6Definitions();
  while (written < bytes) {
    for (let index = 0; index < 2000; index++) lines.push(...(format === 'jtl' ? [jtlRow(random, row++)] : k6Rows(random, row++)));
    const text = Buffer.from(`${lines.join('\n')}\n`);
    writeSync(fd, text);
    written += text.length;
    lines = [];
  }
  closeSync(fd);
  renameSync(`${path}.part`, path);
  return path;
}

/** Response time in whole ms: lognormal, slower for later labels, with a tail. */
function timeOf(random, label) {
  return Math.max(1, Math.round(Math.exp(Math.log(20 + 6 * label) + 0.5 * random.normal()) * (random.next() < 0.01 ? 10 : 1)));
}

const JTL_HEADER =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect';

function jtlRow(random, row) {
  const label = random.integer(LABELS);
  const ms = timeOf(random, label);
  const failed = random.next() < 0.02;
  const at = START_MS + row * 2 + random.integer(5);
  const users = 1 + random.integer(100);
  const answer = failed ? '503,Service Unavailable' : '200,OK';
  const why = failed ? '"Test failed: code expected to match /200/, was 503"' : '';
  return `${at},${ms},GET /v1/items/${label},${answer},Thread Group 1-${users},text,${!failed},${why},${200 + label},118,100,100,http://127.0.0.1:8080/v1/items/${label},${ms - 1},0,0`;
}

const TREND = [
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
];

function k6Definitions() {
  const one = (name, type, contains) =>
    `{"type":"Metric","data":{"name":"${name}","type":"${type}","contains":"${contains}","thresholds":[],"submetrics":null},"metric":"${name}"}`;
  return [
    one('http_reqs', 'counter', 'default'),
    ...TREND.map((name) => one(name, 'trend', 'time')),
    one('http_req_failed', 'rate', 'default'),
    one('iterations', 'counter', 'default'),
  ];
}

function k6Rows(random, row) {
  const label = random.integer(LABELS);
  const ms = timeOf(random, label) + random.next();
  const failed = random.next() < 0.02;
  const url = `http://127.0.0.1:8080/v1/items/${label}`;
  const tags = `"tags":{"expected_response":"${!failed}","group":"","method":"GET","name":"${url}","proto":"HTTP/1.1","scenario":"default","status":"${failed ? 503 : 200}","url":"${url}"}`;
  const time = new Date(START_MS + row * 2).toISOString().replace('Z', '123456Z');
  const point = (metric, value) => `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${value},${tags}}}`;
  return [
    point('http_reqs', 1),
    point(TREND[0], ms.toFixed(6)),
    ...TREND.slice(1).map((name) => point(name, (ms / 7).toFixed(6))),
    point('http_req_failed', failed ? 1 : 0),
    `{"metric":"iterations","type":"Point","data":{"time":"${time}","value":1,"tags":{"group":"","scenario":"default"}}}`,
  ];
}
