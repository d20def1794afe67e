import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { serviceName } from '../subject.js';
import { html, type Html } from './html.js';
import type { ReportContext } from './report-context.js';
import { rowGroups } from './report-rows.js';

/** Chips with the count of each group, which work by styles alone; search and services, which the script shows. */
export function filters({ rows, manyServices }: ReportContext): Html {
  const counts = rowGroups.map(({ group }) => rows.filter((row) => row.group === group).length);
  const chips = rowGroups.map(({ group, words, tone }, index) => chip(group, words, counts[index] ?? 0, tone));
  const services = [...new Set(rows.map(({ worst }) => serviceName(worst.service)))].sort();
  return html`<div class="filters" role="search" aria-label="Endpoints">
    <fieldset class="chips">
      <legend class="hide">Show</legend>
      ${chip('all', 'all', rows.length, '', true)}${chips}
    </fieldset>
    <div class="find">
      <input
        type="search"
        id="search"
        autocomplete="off"
        placeholder="Search endpoints"
        aria-label="Search endpoints"
        spellcheck="false"
      />${
        manyServices
          ? html`<select id="service" autocomplete="off" aria-label="Service">
              <option value="">all services</option>
              ${services.map((service) => html`<option value="s${service}">${cutMiddle(service, 60)}</option>`)}
            </select>`
          : undefined
      }
    </div>
    <p class="small soft" id="shown" role="status"></p>
  </div>`;
}

function chip(value: string, words: string, count: number, tone: string, checked = false): Html {
  return html`<input
      type="radio"
      name="show"
      id="g-${value}"
      value="${value}"
      autocomplete="off"
      ${checked ? html` checked` : undefined}${count === 0 && !checked ? html` disabled` : undefined}
    /><label for="g-${value}" class="${tone}">${words} <b>${formatNumber(count)}</b></label>`;
}
