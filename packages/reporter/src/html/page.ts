import { cutMiddle } from '../display-width.js';
import { utf8Length } from '../utf8-length.js';
import { plural } from '../describe-comparison.js';
import { fillLinks } from '../fill-link.js';
import { facts } from './facts.js';
import { findingText } from './finding-text.js';
import { filters } from './filters.js';
import { html, nothing, trusted, type Html } from './html.js';
import { linkList } from './link-list.js';
import type { ReportContext } from './report-context.js';
import { rowsTable, type PageLimits } from './rows-table.js';
import { script } from './script.js';
import { sha256Base64 } from '../sha256.js';
import { shownSentence } from './shown-text.js';
import { styles } from './styles.js';
import { timelinePanel, worstPanel } from './worst-panel.js';

/** What the page may do: nothing but its own styles and its own script, known by their hashes. */
const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(styles)}'; script-src 'sha256-${sha256Base64(script)}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The whole document. */
export function page(context: ReportContext, limits: PageLimits): Html {
  const { story } = context;
  const before = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${story.badge}: ${cutMiddle(story.headline, 150)}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${styles}</style>`)}
      </head>
      <body>
        <a class="hide skip" href="#endpoints">To the endpoints</a>
        ${banner(context)}
        <main>
          <div class="lead">${why(context)} ${todo(context)}</div>
          ${worstPanel(context)} ${linksPart(context)}
        </main>
      </body>
    </html>`;
  const after = html`${timelinePanel(context)} ${facts(context)}
        </main>
        <footer>Loadline ${context.comparison.toolVersion}, ${context.comparison.createdAt}</footer>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html> `;
  const choice = filters(context);
  const around = [before, choice, after].reduce((sum, { markup }) => sum + utf8Length(markup), AROUND);
  return html`${before}${endpoints(context, choice, { ...limits, bytes: limits.bytes - around })}${after}`;
}

/** Bytes of the few words around the table. */
const AROUND = 5000;

function banner({ story }: ReportContext): Html {
  const { badge, tone, headline, sides, worst } = story;
  const exact = worst === undefined ? undefined : findingText(worst.lead);
  const title = exact === undefined ? nothing : html` title="${exact.metric} ${exact.exactValues}; ${exact.exactChange}"`;
  return html`<header class="banner ${tone}">
    <h1${title}><span class="badge">${badge}</span> ${shownSentence(headline, 400)}</h1>
    <p class="soft">${shownSentence(sides, 200)}</p>
  </header>`;
}

function why({ story }: ReportContext): Html {
  if (story.why.length === 0) return nothing;
  return html`<section aria-labelledby="why">
    <h2 id="why">How sure this is</h2>
    <ul class="told">
      ${story.why.map((sentence) => html`<li>${shownSentence(sentence, 600)}</li>`)}
    </ul>
  </section>`;
}

/** What the worst's own panel has not: where nothing is worse, all. */
function linksPart({ comparison, story: { worst } }: ReportContext): Html {
  const above = new Set(worst === undefined ? [] : fillLinks(comparison, worst.lead).map(({ href }) => href));
  const links = fillLinks(comparison).filter(({ href }) => !above.has(href));
  return links.length === 0
    ? nothing
    : html`<nav aria-labelledby="links">
        <h2 id="links">Look at the run</h2>
        ${linkList(links)}
      </nav>`;
}

/** Steps that are seen at once; more than one beyond them are folded. */
const MOST_STEPS = 4;

function todo({ story }: ReportContext): Html {
  if (story.todo.length === 0) return nothing;
  const most = story.todo.length > MOST_STEPS + 1 ? MOST_STEPS : story.todo.length;
  const steps = story.todo.map(
    ({ text, command }) => html`<li>${shownSentence(text, 600)}${command === undefined ? undefined : html` <code>${command}</code>`}</li>`,
  );
  const rest = steps.slice(most);
  return html`<section aria-labelledby="todo">
    <h2 id="todo">What to do</h2>
    <ul class="steps">
      ${steps.slice(0, most)}
    </ul>
    ${
      rest.length === 0
        ? nothing
        : html`<details>
            <summary class="soft">${plural(rest.length, 'step')} more</summary>
            <ul class="steps">
              ${rest}
            </ul>
          </details>`
    }
  </section>`;
}

function endpoints(context: ReportContext, choice: Html, limits: PageLimits): Html {
  const rows = context.groups.flatMap((group) => group.rows);
  const count = context.groups.reduce((sum, { unjudged }) => sum + unjudged.length, rows.length);
  const heading =
    count > 0 && rows.length === count && rows.every(({ subject }) => subject.scope !== 'endpoint') ? 'Services' : 'Endpoints';
  const { table, withoutPictures, left } = rowsTable(context, limits);
  const body =
    count === 0
      ? html`<p class="soft">Nothing was compared.</p>`
      : html`${choice}${table}
          <p class="none" id="none" hidden>None fits.</p>`;
  const wanting = [
    ...(withoutPictures === 0 ? [] : [`There is no room for the pictures of ${plural(withoutPictures, 'row')}.`]),
    ...(left === 0 ? [] : [`There is no room for the details of ${plural(left, 'row')} more; the comparison as JSON has them.`]),
  ];
  return html`<section aria-labelledby="endpoints">
    <h2 id="endpoints">${heading}</h2>
    ${body}${wanting.length === 0 ? nothing : html`<p class="small soft">${wanting.join(' ')}</p>`}
  </section>`;
}
