import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { countSubjects } from '../story/count-subjects.js';
import { subjectScope } from '../subject.js';
import { html, nothing, type Html } from './html.js';
import type { ReportContext } from './report-context.js';
import type { RowGroup } from './report-rows.js';

/** Chips with the count of each group, which work by styles alone; search and services, which the script shows. */
export function filters({ groups, services }: ReportContext): Html {
  const chips = groups
    .filter(({ always, rows, unjudged }) => always || rows.length + unjudged.length > 0)
    .map((group) => chip({ ...group, ...countOf([group]), checked: false }));
  return html`<div class="filters" role="search" aria-label="Endpoints">
    <fieldset class="chips">
      <legend class="hide">Show</legend>
      ${chip({ id: 'all', words: 'all', tone: '', ...countOf(groups), checked: true })}${chips}
    </fieldset>
    <div class="find">
      <input type="search" id="search" autocomplete="off" placeholder="Search" aria-label="Search endpoints" spellcheck="false" />
      ${services.length === 0 ? undefined : serviceChoice(services)}
    </div>
    <p class="small soft" id="shown" role="status"></p>
  </div>`;
}

/** How many rows, and of what they are. */
function countOf(groups: readonly RowGroup[]): { count: number; told: string } {
  const scopes = groups.flatMap(({ rows, unjudged }) => [
    ...rows.map(({ subject: { scope } }) => ({ scope })),
    ...unjudged.map((subject) => ({ scope: subjectScope(subject) })),
  ]);
  return { count: scopes.length, told: countSubjects(scopes) };
}

function serviceChoice(services: readonly string[]): Html {
  return html`<select id="service" autocomplete="off" aria-label="Service">
    <option value="">all services</option>
    ${services.map((service, index) => html`<option value="${index}">${cutMiddle(service, 60)}</option>`)}
  </select>`;
}

interface Chip {
  id: string;
  words: string;
  tone: string;
  count: number;
  /** `2 endpoints and 1 service`. */
  told: string;
  checked: boolean;
}

function chip({ id, words, tone, count, told, checked }: Chip): Html {
  const state = checked ? html` checked` : count === 0 ? html` disabled` : nothing;
  const box = html`<input type="radio" name="show" id="g-${id}" value="${id}" autocomplete="off" ${state} />`;
  return html`${box}<label for="g-${id}" class="${tone}" ${told === '' ? nothing : html` title="${told}"`}
      >${words} <b>${formatNumber(count)}</b></label
    >`;
}
