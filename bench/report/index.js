// What writing a report takes: thousands of endpoints with ten gated metrics each, in every format.
//
//   npm run build && node bench/report [--endpoints 2000] [--rounds 5] [--seed 1] [--out FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { renderIssue, reportFormats } from '../../packages/reporter/dist/index.js';
import { largeComparison } from './large-comparison.mjs';

const { values } = parseArgs({
  options: {
    endpoints: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const comparison = largeComparison(Number(values.endpoints), Number(values.seed));
const { findings, curves = [], history } = comparison;
console.log(`${comparison.headline}`);
console.log(
  `${findings.length} findings, ${curves.length} curves, ${history?.series.length ?? 0} series of ${history?.runs.length ?? 0} runs\n`,
);

const formats = reportFormats.map(({ name, extension, render }) => ({ name, extension, render: () => render(comparison) }));
const tasks = [
  ...formats,
  { name: 'terminal, all', extension: 'all.txt', render: () => reportFormats[0].render(comparison, { all: true }) },
  { name: 'issue', extension: 'issue.md', render: () => renderIssue(comparison, 'fail').body },
];
const cold = tasks.map(measure);
const warm = tasks.map((task) => median(Array.from({ length: Number(values.rounds) }, () => measure(task).ms)));
const floor = { name: 'JSON.stringify', render: () => JSON.stringify(comparison) };
const row = (name, first, again, text) => [name, ms(first), ms(again), kilobytes(text)];
const each = tasks.map(({ name }, at) => row(name, cold[at].ms, warm[at], cold[at].text));
const all = cold.slice(0, formats.length);
const rows = [
  ...each.slice(0, formats.length),
  row('all formats', sum(all.map(({ ms: time }) => time)), sum(warm.slice(0, formats.length)), all.map(({ text }) => text).join('')),
  ...each.slice(formats.length),
  row('floor: JSON.stringify', measure(floor).ms, median(Array.from({ length: 5 }, () => measure(floor).ms)), floor.render()),
];
console.log('format                  first time        again         size');
for (const [name, first, again, size] of rows) console.log(name.padEnd(22) + first.padStart(12) + again.padStart(13) + size.padStart(13));
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  tasks.forEach(({ extension }, at) => writeFileSync(join(values.out, `report.${extension}`), cold[at].text));
}

function measure({ render }) {
  const start = performance.now();
  const text = render();
  return { ms: performance.now() - start, text };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

function sum(numbers) {
  return numbers.reduce((all, each) => all + each, 0);
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function kilobytes(text) {
  return `${(Buffer.byteLength(text) / 1000).toFixed(0)} kB`;
}
