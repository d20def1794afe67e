import { wilsonInterval } from '../../packages/stats/dist/index.js';
import { EFFECTS, SHOWN_EFFECTS } from './cells.mjs';
import { contenders } from './contenders.mjs';

/** The tables as Markdown: ours, and what others do with the same numbers. */
export function tablesOf(cells, tallies, { reports, requests, seed }) {
  return [
    `Ten endpoints, ${asText(requests)} requests each, half of the noise common to all of them; ${asText(reports)} clean reports a row, and`,
    `${asText(Math.ceil(reports / 2))} of each slowdown, in which one endpoint of the ten is slower; seed ${seed}. In brackets where the true share lies with 95 % confidence.`,
    '',
    ...table(OURS, cells, tallies),
    '',
    'The same reports, judged by others: clean reports with an alarm; of slowdowns by 20 % and by 30 %, how many are found.',
    '',
    ...table(OTHERS, cells, tallies),
  ].join('\n');
}

const asText = (count) => count.toLocaleString('en-US');

/** A share in per cent, with one decimal where the whole number would hide what it says. */
const pct = (x, n) => (n === 0 ? '–' : `${short((x / n) * 100)} %`);

function short(value) {
  if (value === 0 || value === 100) return String(value);
  if (value < 0.05 || value >= 99.95) return value < 50 ? '< 0.1' : '> 99.9';
  return value < 9.95 || value >= 90 ? value.toFixed(1) : value.toFixed(0);
}

function withInterval(x, n) {
  const [lower, upper] = wilsonInterval({ x, n });
  return `${((x / n) * 100).toFixed(2)} % (${(lower * 100).toFixed(1)}–${(upper * 100).toFixed(1)})`;
}

const OURS = [
  ['runs', (cell) => cell.design],
  ['noise', ({ noisePct }) => `${noisePct} %`],
  ['false alarms', (_cell, tally) => withInterval(tally.get(0).alarms, tally.get(0).reports)],
  ...SHOWN_EFFECTS.map((effect) => [`+${effect * 100} % found`, (_cell, tally) => pct(tally.get(effect).hits, tally.get(effect).reports)]),
  ['found with 80 %', (_cell, tally) => smallestFound(tally)],
  ['clean findings that pass', (_cell, tally) => pct(tally.get(0).passes, tally.get(0).findings)],
  ['clean reports that fail', (_cell, tally) => pct(tally.get(0).failed, tally.get(0).reports)],
];

const OTHERS = [
  ...OURS.slice(0, 2),
  ['Loadline', (_cell, tally) => inThree(tally, (part) => part)],
  ...contenders.map(({ name }) => [name, (_cell, tally) => inThree(tally, ({ others }) => others[name])]),
];

function inThree(tally, own) {
  const [clean, slower, slow] = [own(tally.get(0)), own(tally.get(0.2)), own(tally.get(0.3))];
  if (clean.reports === 0) return '–';
  const shares = [clean.alarms / clean.reports, slower.hits / slower.reports, slow.hits / slow.reports];
  return `${short(shares[0] * 100)} %; ${shares
    .slice(1)
    .map((share) => short(share * 100))
    .join(', ')} %`;
}

/** The smallest slowdown of which 80 % are found, between those that were tried. */
function smallestFound(tally) {
  let [below, found] = [0, 0];
  for (const effect of EFFECTS) {
    const { hits, reports } = tally.get(effect);
    const share = hits / reports;
    if (share >= 0.8) return `+${((below + ((effect - below) * (0.8 - found)) / (share - found)) * 100).toFixed(0)} %`;
    [below, found] = [effect, share];
  }
  return `> +${EFFECTS.at(-1) * 100} %`;
}

function table(columns, cells, tallies) {
  const rows = cells.map((cell, at) => columns.map(([, textOf]) => textOf(cell, tallies[at])));
  const line = (texts) => `| ${texts.join(' | ')} |`;
  return [line(columns.map(([name]) => name)), line(columns.map(() => '---')), ...rows.map(line)];
}
