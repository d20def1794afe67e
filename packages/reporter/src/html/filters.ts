import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { serviceName } from '../subject.js';
import { html, nothing, type Html } from './html.js';
import type { ReportContext } from './report-context.js';

/** Chips with the count of each group, which work by styles alone; search and services, which the script shows. */
export function filters({ groups, manyServices }: ReportContext): Html {
  const all = groups.flatMap(({ rows }) => rows);
  const chips = groups
    .filter(({ always, rows }) => always || rows.length > 0)
    .map(({ id, words, tone, rows }) => chip({ id, words, tone, count: rows.length, checked: false }));
  const services = [...new Set(all.map(({ subject }) => serviceName(subject.service)))].sort();
  return html`<div class="filters" role="search" aria-label="Endpoints">
    <fieldset class="chips">
      <legend class="hide">Show</legend>
      ${chip({ id: 'all', words: 'all', tone: '', count: all.length, checked: true })}${chips}
    </fieldset>
    <div class="find">
      <input type="search" id="search" autocomplete="off" placeholder="Search" aria-label="Search endpoints" spellcheck="false" />
      ${manyServices && all.some(({ subject }) => subject.scope === 'endpoint') ? serviceChoice(services) : undefined}
    </div>
    <p class="small soft" id="shown" role="status"></p>
  </div>`;
}

function serviceChoice(services: readonly string[]): Html {
  return html`<select id="service" autocomplete="off" aria-label="Service">
    <option value="">all services</option>
    ${services.map((service) => html`<option value="s${service}">${cutMiddle(service, 60)}</option>`)}
  </select>`;
}

interface Chip {
  id: string;
  words: string;
  tone: string;
  count: number;
  checked: boolean;
}

function chip({ id, words, tone, count, checked }: Chip): Html {
  const state = checked ? html` checked` : count === 0 ? html` disabled` : nothing;
  const box = html`<input type="radio" name="show" id="g-${id}" value="${id}" autocomplete="off" ${state} />`;
  return html`${box}<label for="g-${id}" class="${tone}">${words} <b>${formatNumber(count)}</b></label>`;
}
