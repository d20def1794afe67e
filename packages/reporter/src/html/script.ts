/**
 * All that moves in the page: search, filters, sorting and addresses of endpoints, on rows that are there without it. It
 * reads what the rows carry and writes no markup; what is chosen stands in the address's fragment.
 */
export const script = `(() => {
'use strict';
const find = (id) => document.getElementById(id);
const table = find('rows');
if (!table) return;
document.documentElement.classList.add('live');
const search = find('search'), service = find('service'), shown = find('shown'), none = find('none');
const chips = [...document.querySelectorAll('.chips input')];
const heads = [...table.tHead.rows[0].cells];
// What is cut in the middle has its whole on hover.
const nameOf = (cell) => [...cell.querySelectorAll('bdi')].map((part) => part.title || part.textContent).join(' ');
const rows = [...table.tBodies].map((body, place) => ({
  body, place, group: body.dataset.g, service: body.dataset.s || '', name: nameOf(body.rows[0].cells[0]),
}));
for (const row of rows) row.text = row.name.toLowerCase();
// Some browsers forget that what is laid out in another way is a table.
const ofRole = (role, parts) => { for (const part of parts) part.setAttribute('role', role); };
ofRole('table', [table]);
for (const part of [table.tHead, ...table.tBodies]) {
  ofRole('rowgroup', [part]);
  ofRole('row', part.rows);
  for (const { cells } of part.rows) for (const cell of cells) ofRole(cell.tagName === 'TD' ? 'cell' : part === table.tHead ? 'columnheader' : 'rowheader', [cell]);
}
let sort = '', down = false;

const valueOf = (row, key) => key === 'name' ? row.name
  : key === 'limit' || key === 'metric' ? row.body.rows[0].querySelector('.' + key).textContent.trim()
  : row.body.dataset[key] === undefined ? NaN : Number(row.body.dataset[key]);
const byText = new Intl.Collator('en', { numeric: true }).compare;
const order = (a, b) => {
  if (typeof a === 'string') return byText(a, b);
  return a - b;
};
function arrange() {
  const keyed = rows.map((row) => ({ row, value: sort === '' ? row.place : valueOf(row, sort) }));
  const lost = (value) => typeof value === 'number' && isNaN(value) || value === '';
  keyed.sort((a, b) => lost(a.value) - lost(b.value) || (down ? order(b.value, a.value) : order(a.value, b.value)) || a.row.place - b.row.place);
  const all = document.createDocumentFragment();
  for (const { row } of keyed) all.append(row.body);
  table.append(all);
  for (const head of heads) {
    if (head.dataset.sort === sort && sort !== '') head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }
}
const chosen = () => (chips.find((chip) => chip.checked) || { value: 'all' }).value;
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const group = chosen(), of = service ? service.value : '';
  let count = 0;
  for (const row of rows) {
    const fits = (group === 'all' || row.group === group) && (of === '' || row.service === of) && words.every((word) => row.text.includes(word));
    if (row.body.hidden === fits) row.body.hidden = !fits;
    if (fits) count++;
  }
  none.hidden = count > 0;
  shown.textContent = count === rows.length ? '' : count.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + ' shown';
}
function remember() {
  const state = new URLSearchParams();
  if (chosen() !== 'all') state.set('show', chosen());
  if (search.value !== '') state.set('find', search.value);
  if (service && service.value !== '') state.set('service', service.selectedOptions[0].textContent);
  if (sort !== '') state.set('sort', (down ? '-' : '') + sort);
  try { history.replaceState(null, '', '#' + state); } catch { /* An address that may not change changes nothing else. */ }
}
function recall(text) {
  const state = new URLSearchParams(text);
  const chip = chips.find(({ value, disabled }) => value === (state.get('show') || 'all') && !disabled) || chips[0];
  if (chip) chip.checked = true;
  search.value = state.get('find') || '';
  if (service) {
    const of = [...service.options].find((option) => option.value !== '' && option.textContent === state.get('service'));
    service.value = of ? of.value : '';
  }
  const by = (state.get('sort') || '').replace(/^-/, '');
  sort = heads.some((head) => head.dataset.sort === by) ? by : '';
  down = sort !== '' && (state.get('sort') || '').startsWith('-');
}
function visit() {
  const fragment = location.hash.slice(1);
  const place = /^e-[a-z0-9-]+$/.test(fragment) ? find(fragment) : null;
  if (!place) {
    if (fragment === '' || fragment.includes('=')) { recall(fragment); arrange(); filter(); }
    return;
  }
  const body = place.closest('tbody');
  if (body && body.hidden) { recall(''); arrange(); filter(); }
  const details = body && body.querySelector('details');
  if (details) details.open = true;
  (body || place).scrollIntoView();
}

for (const head of heads) {
  if (!head.dataset.sort) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener('click', () => {
    const first = head.dataset.first === 'down';
    if (sort !== head.dataset.sort) { sort = head.dataset.sort; down = first; }
    else if (down === first) down = !down;
    else { sort = ''; down = false; }
    arrange(); remember();
  });
}
search.addEventListener('input', () => { filter(); remember(); });
for (const chip of chips) chip.addEventListener('change', () => { filter(); remember(); });
if (service) service.addEventListener('change', () => { filter(); remember(); });
table.addEventListener('click', (event) => {
  if (event.target.closest('a,summary,button,.more') || String(getSelection()) !== '') return;
  const details = event.target.closest('tbody')?.querySelector('details');
  if (details) details.open = !details.open;
});
addEventListener('hashchange', visit);
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#e-"]');
  if (link && link.getAttribute('href') === location.hash) visit();
});
let opened = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not([open])')].filter((details) => !details.closest('[hidden]'));
  for (const details of opened) details.open = true;
});
addEventListener('afterprint', () => { for (const details of opened) details.open = false; });
visit();
})();`;
