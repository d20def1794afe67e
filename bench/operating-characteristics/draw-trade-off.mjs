const [WIDTH, HEIGHT] = [720, 320];
const PLOT = { left: 70, right: 690, top: 30, bottom: 262 };

/** The trade-off as a picture: runs on clean reports from left to right, share of slowdowns found from bottom to top. */
export function drawTradeOff(points) {
  const [least, most] = [Math.floor(Math.min(...points.map(({ found }) => found)) * 10) / 10, 1];
  const x = (runs) => PLOT.left + ((runs - 1) / 2) * (PLOT.right - PLOT.left);
  const y = (found) => PLOT.bottom - ((found - least) / (most - least)) * (PLOT.bottom - PLOT.top);
  const curve = points.slice(1, -1).sort((a, b) => a.runs - b.runs);
  const ticks = Array.from({ length: Math.round((most - least) * 10) + 1 }, (_, step) => least + step / 10);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">`,
    '  <title id="title">How many slowdowns by 20 % are found, against how many runs clean reports take: one look, up to three looks when in doubt, three runs at once</title>',
    '  <style>',
    '    text { font: 13px system-ui, sans-serif; fill: #57606a; }',
    '    .line { stroke: #8c959f; } .grid { stroke: #8c959f; stroke-opacity: 0.3; }',
    '    .mark { fill: #0969da; } .other { fill: #bf8700; } .curve { fill: none; stroke: #0969da; stroke-width: 2; }',
    '    @media (prefers-color-scheme: dark) { text { fill: #8d96a0; } .mark { fill: #4493f8; } .curve { stroke: #4493f8; } .other { fill: #d29922; } }',
    '  </style>',
    ...ticks.flatMap((found) => [
      `  <line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(found).toFixed(1)}" y2="${y(found).toFixed(1)}"/>`,
      `  <text x="${PLOT.left - 10}" y="${(y(found) + 4).toFixed(1)}" text-anchor="end">${Math.round(found * 100)} %</text>`,
    ]),
    `  <line class="line" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>`,
    ...[1, 1.5, 2, 2.5, 3].map((runs) => `  <text x="${x(runs)}" y="${PLOT.bottom + 20}" text-anchor="middle">${runs}</text>`),
    `  <text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle">runs that a clean report takes, mean</text>`,
    `  <text x="${PLOT.left}" y="16">slowdowns by 20 % found</text>`,
    `  <polyline class="curve" points="${curve.map(({ runs, found }) => `${x(runs).toFixed(1)},${y(found).toFixed(1)}`).join(' ')}"/>`,
    ...points.flatMap(({ name, runs, found }, at) => {
      const isCurve = at > 0 && at < points.length - 1;
      const isLast = at === points.length - 1;
      const label = `  <text x="${(x(runs) + (isLast ? -8 : 8)).toFixed(1)}" y="${(y(found) + 18).toFixed(1)}"${isLast ? ' text-anchor="end"' : ''}>${isCurve ? name.replace('again from ', '') : name}</text>`;
      return [`  <circle class="${isCurve ? 'mark' : 'other'}" cx="${x(runs).toFixed(1)}" cy="${y(found).toFixed(1)}" r="5"/>`, label];
    }),
    '</svg>',
    '',
  ].join('\n');
}
