/** On paper: black on white, all details open, nothing that only a mouse can use. */
export const print = `
@media print{:root{color-scheme:light;--ground:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--bad:#ad2413;--bad-ground:#fff;--doubt:#7d4e00;--doubt-ground:#fff;
--good:#0f6650;--good-ground:#fff;--plain:#4a5461;--plain-ground:#fff;--solid-ink:#fff;--now:#0b5fc0;--base:#6a737d}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:none;padding:0;font-size:10pt}
.filters,.skip,.rows summary,.rows thead button::after{display:none}
details::details-content{content-visibility:visible;display:block;height:auto}
.rows summary{display:none}
.tile,figure,.rows tbody>tr:first-child,.banner{break-inside:avoid}
h2,h3{break-after:avoid}
.rows thead{display:table-header-group}}
`;
