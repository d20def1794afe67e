import { fillLinks } from '../fill-link.js';
import { subjectName } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { errorList } from './endpoint-detail.js';
import { endpointFigures, figure, sideKeys } from './endpoint-figures.js';
import { html, type Html } from './html.js';
import { linkList } from './link-list.js';
import { metricTiles } from './metric-tiles.js';
import { timelinePictures } from './pictures/timeline-pictures.js';
import type { ReportContext } from './report-context.js';
import { shownName } from './shown-name.js';
import { verdictMark } from './verdict-mark.js';

/** The worst endpoint with its metrics on one row, its pictures, and the way to its traces; nothing where all is fine. */
export function worstPanel(context: ReportContext): Html | undefined {
  const { comparison, rows, pictures, manyServices } = context;
  const [row] = rows;
  if (row === undefined || row.group === 'fine' || row.state === 'new') return undefined;
  const { worst, findings, state } = row;
  const figures = endpointFigures(comparison, row, pictures);
  return html`<section class="panel" aria-labelledby="worst">
    <h2 id="worst">
      <span class="soft">The worst:</span>
      <a href="#${anchorOf(worst)}">${shownName(subjectName(worst, manyServices))}</a> ${verdictMark(state)}
    </h2>
    ${metricTiles(findings)}${errorList(comparison.errors ?? [], worst.endpoint)}${
      figures.length === 0 ? undefined : html`<div class="figures">${figures}</div>`
    }${linkList(fillLinks(comparison, worst))}
  </section>`;
}

/** How the load went over the time of a run, both sides; nothing where no run tells it. */
export function timelinePanel({ comparison }: ReportContext): Html | undefined {
  const figures = timelinePictures(comparison.timelines ?? []);
  if (figures.length === 0) return undefined;
  return html`<section aria-labelledby="time">
    <h2 id="time">Over the time of the run</h2>
    <div class="figures">${figures.map(({ caption, picture }) => figure(caption, sideKeys, picture))}</div>
  </section>`;
}
