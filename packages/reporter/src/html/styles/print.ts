/**
 * On paper: black on white, nothing that only a mouse can use. The pictures of the worst; of the rest that is not fine the
 * metrics, a line each; of what is fine its row alone.
 */
export const print = `
@media print{:root{color-scheme:light;--ground:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--bad:#ad2413;--bad-ground:#fff;--doubt:#7d4e00;--doubt-ground:#fff;
--good:#0f6650;--good-ground:#fff;--plain:#4a5461;--plain-ground:#fff;--solid-ink:#fff;--now:#0b5fc0;--base:#6a737d}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
html{font-size:8.5pt}
body{max-width:none;padding:0}
.filters,.skip,.rows summary,.rows>thead,.rows .figures,.rows .tile svg,.rows .links{display:none}
section,header,nav{margin-bottom:1rem}
.lead{grid-template-columns:1fr 1fr;column-gap:1.5rem}
.panel{padding:.6rem .7rem}
.tile,figure,.rows>tbody>tr,.banner,.metrics tr{break-inside:avoid}
h2,h3,.rows>tbody>tr:first-child{break-after:avoid}
.rows>tbody:not(:has(.more)),.rows>tbody[data-g=fine]>tr:first-child{break-after:auto}
.panel .tile{flex-basis:max(8rem,(100% - 2.5rem)/5)}
.panel figure,section>.figures figure{flex-basis:18rem;max-width:26rem}
.rows>tbody>tr:first-child{grid-template-columns:minmax(0,1fr) 6rem 9rem 6.5rem 10.5rem 6.5rem 10rem!important;padding:.25rem 0!important;gap:0 .4rem;align-items:baseline}
.rows>tbody>tr:first-child>*{grid-area:auto!important;order:0;text-align:left!important}
.rows>tbody>tr:first-child .mark i{margin-right:.2em}
.rows .detail{padding:0 0 .5rem 1.5rem}
.rows .change small{display:inline-block!important;margin-left:.4em!important;white-space:nowrap}
.rows .tiles,.rows .tile,.rows .tile .top{display:flex;flex-wrap:wrap;gap:0 .6rem}
.rows .tile{flex:1 1 100%;max-width:none;border:0;padding:0;container-type:normal;align-items:baseline}
.rows .tiles{display:block}
.rows .tile p{margin:0}.rows .tile a{display:none}.rows .tile b{font-size:1em}.rows .tile .top{flex:0 0 17rem;justify-content:flex-start}
.rows .tile .top>span:first-child{flex:0 0 6rem}
details::details-content{content-visibility:visible;display:block;height:auto}
.rows>tbody[data-g=fine] .more,.rows>tbody[data-g=no-limit] .more{display:none}
.rows.many>tbody{content-visibility:visible}}
`;
