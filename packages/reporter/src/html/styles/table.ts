/** The filters, and the table with one row an endpoint; below 72rem each row is a card of two lines, below 48rem of three. */
export const table = `
.filters{display:flex;flex-wrap:wrap;gap:.6rem .75rem;align-items:center;margin-bottom:.6rem}
.chips{border:0;display:flex;flex-wrap:wrap;gap:.4rem;min-width:0}
.chips input{position:absolute;opacity:0;width:1px;height:1px}
.chips label{display:inline-flex;gap:.45em;align-items:center;border:1px solid var(--line);border-radius:99px;padding:.22rem .8rem;cursor:pointer;font-size:.92rem;background:var(--ground)}
.chips label b{color:var(--tone,var(--ink))}
.chips input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--ground)}
.chips input:checked+label b{color:inherit}
.chips input:focus-visible+label{outline:2px solid var(--link);outline-offset:2px}
.chips input:disabled+label{color:var(--soft);cursor:default;border-style:dashed}
.chips input:disabled+label b{color:inherit}
.find{display:flex;flex-wrap:wrap;gap:.5rem;flex:1 1 14rem;min-width:0;max-width:32rem}
.find input,.find select{font:inherit;font-size:.92rem;color:inherit;background:var(--ground);border:1px solid var(--soft);border-radius:6px;padding:.28rem .6rem;min-width:0;max-width:100%}
.find input{flex:1 1 9rem}
.find select{flex:0 1 12rem}
.rows,.rows>thead,.rows>tbody,.rows .more,.rows .more>td{display:block}
.rows caption{position:absolute}
.rows>thead tr,.rows>tbody>tr:first-child{display:grid;grid-template-columns:minmax(14rem,1fr) 6.5rem 9.75rem 10rem 8rem minmax(7.5rem,.6fr) 10.75rem}
.rows>thead th{font-size:.82rem;color:var(--soft);font-weight:600;text-align:left;padding:.35rem .5rem;border-bottom:2px solid var(--line);align-self:end}
.rows>thead button{font:inherit;color:inherit;background:none;border:0;padding:.15rem 0;cursor:pointer;text-align:inherit;min-height:1.5rem}
.rows>thead button:hover{text-decoration:underline}
.rows>thead button::after{content:"↕";opacity:.55;margin-left:.3em}
.rows>thead [aria-sort=ascending] button::after{content:"↑";opacity:1}
.rows>thead [aria-sort=descending] button::after{content:"↓";opacity:1}
.rows>tbody{position:relative;border-bottom:1px solid var(--line)}
.rows.many>tbody{content-visibility:auto;contain-intrinsic-size:auto 2.5rem}
.rows>tbody[hidden]{display:none}
.rows>tbody th,.rows>tbody td{padding:.42rem .5rem;text-align:left;font-weight:400;min-width:0}
.rows>tbody th{padding-left:1.75rem;font-weight:550}
.rows th a{color:inherit;text-decoration:none}
.rows th a:hover{text-decoration:underline}
.rows>thead .number,.rows>tbody>tr>:is(.values,.change){text-align:right}
.rows>tbody:hover>tr:first-child{background:var(--panel)}
.rows .change{color:var(--tone);font-weight:600}
.rows small{display:block;color:var(--soft);font-weight:400}
.rows .open{cursor:pointer}
.rows .more>td{padding:0}
.rows summary{position:absolute;top:.3rem;left:.1rem;width:1.6rem;height:1.75rem;cursor:pointer;list-style:none;overflow:hidden;color:transparent;font-size:0}
.rows summary::-webkit-details-marker{display:none}
.rows summary::before{content:"";position:absolute;left:.5rem;top:.58rem;width:.45rem;height:.45rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}
.rows details[open]>summary::before{transform:rotate(45deg);top:.48rem}
.rows .detail{padding:.35rem .5rem 1.1rem 1.75rem}
.rows>tbody:has(details[open])>tr:first-child>*{padding-bottom:.2rem}
.rows :target,.rows>tbody:has(:target)>tr:first-child{background:var(--panel)}
.rows>tbody:has(:target){box-shadow:inset 3px 0 var(--link)}
.metrics{border-collapse:collapse;overflow-wrap:break-word;font-size:.88rem;margin-top:.3rem}
.rows .metrics tr>*{padding:.15rem 1.25rem .15rem 0;vertical-align:top}
.rows .metrics thead th{font-size:.82rem;color:var(--soft);border:0;text-align:left;font-weight:600}
.metrics b{color:var(--tone);font-weight:600}
.metrics tr:not(.good) td:nth-of-type(2){color:var(--tone);font-weight:600}
.none{padding:1rem .5rem;color:var(--soft)}
:root:not(.live) .filters:has(#g-worse:checked)~.rows>tbody:not([data-g=worse]),
:root:not(.live) .filters:has(#g-watch:checked)~.rows>tbody:not([data-g=watch]),
:root:not(.live) .filters:has(#g-cant-tell:checked)~.rows>tbody:not([data-g=cant-tell]),
:root:not(.live) .filters:has(#g-fine:checked)~.rows>tbody:not([data-g=fine]),
:root:not(.live) .filters:has(#g-new-and-gone:checked)~.rows>tbody:not([data-g=new-and-gone]),
:root:not(.live) .filters:has(#g-no-limit:checked)~.rows>tbody:not([data-g=no-limit]),
:root:not(.live) .filters:has(#g-muted:checked)~.rows>tbody:not([data-g=muted]){display:none}
:root:not(.live) .find{display:none}
@media (max-width:72rem){.rows>thead tr{display:flex;flex-wrap:wrap;gap:0 1rem}.rows>thead th{border:0;padding:.1rem 0}.rows>thead th:not(:has(button)){display:none}
.rows>tbody>tr:first-child{grid-template-columns:6.5rem 9.5rem 7rem 11.25rem minmax(0,1fr);gap:.15rem .6rem;padding:.5rem .25rem .5rem 1.75rem}
.rows>tbody>tr:first-child>*{padding:0!important}
.rows>tbody>tr:first-child>td{text-align:left;grid-row:2}
.rows>tbody>tr:first-child>th{grid-area:1/1/2/4}
.rows>tbody>tr:first-child>.verdict{grid-area:1/4/2/6;justify-self:end}
.rows .metric,.rows .limit{color:var(--soft)}
.rows>tbody .change small{display:inline-block;margin-left:.4em}
.rows.many>tbody{contain-intrinsic-size:auto 4rem}.rows .detail{padding-left:.25rem}}
@media (max-width:48rem){.rows .metrics tr{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.3rem 0}.rows .metrics tr>*{padding:0}.metrics thead{display:none}.metrics,.metrics tbody{display:block}
.rows>tbody>tr:first-child{grid-template-columns:minmax(0,1fr) fit-content(60%);gap:.1rem .6rem}
.rows>tbody>tr:first-child>th{grid-area:1/1}
.rows>tbody>tr:first-child>td{grid-area:2/1;overflow-wrap:break-word}
.rows>tbody>tr:first-child>.verdict{grid-area:1/2}
.rows>tbody>tr:first-child>.change{grid-area:2/2;text-align:right}
.rows>tbody>tr:first-child>.values{grid-area:3/1}
.rows>tbody>tr:first-child>.picture{grid-area:3/2;width:7rem;justify-self:end;align-self:center}
.rows>tbody>tr:first-child>.limit{grid-area:4/1/5/3}
.rows>tbody .change small{display:block;margin:0}
.rows.many>tbody{contain-intrinsic-size:auto 5.4rem}}
`;
