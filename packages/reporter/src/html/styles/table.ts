/** The filters, and the table with one row an endpoint; below 46rem each row is a card. */
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
.rows,.rows thead,.rows tbody,.rows .more,.rows .more>td{display:block}
.rows caption{position:absolute}
.rows thead tr,.rows tbody>tr:first-child{display:grid;grid-template-columns:minmax(0,1fr) 7rem 9.5rem 10rem 8.5rem 7.75rem 10.75rem}
.rows thead th{font-size:.82rem;color:var(--soft);font-weight:600;text-align:left;padding:.35rem .5rem;border-bottom:2px solid var(--line);align-self:end}
.rows thead button{font:inherit;color:inherit;background:none;border:0;padding:.15rem 0;cursor:pointer;text-align:inherit;min-height:1.5rem}
.rows thead button:hover{text-decoration:underline}
.rows thead button::after{content:"↕";opacity:.55;margin-left:.3em}
.rows thead [aria-sort=ascending] button::after{content:"↑";opacity:1}
.rows thead [aria-sort=descending] button::after{content:"↓";opacity:1}
.rows tbody{position:relative;border-bottom:1px solid var(--line)}
.rows.many tbody{content-visibility:auto;contain-intrinsic-size:auto 2.5rem}
.rows tbody[hidden]{display:none}
.rows tbody th,.rows tbody td{padding:.42rem .5rem;text-align:left;font-weight:400;min-width:0}
.rows tbody th{padding-left:1.75rem;font-weight:550}
.rows th a{color:inherit;text-decoration:none}
.rows th a:hover{text-decoration:underline}
.rows .number{text-align:right}
.rows thead .number{text-align:right}
.rows tbody:hover>tr:first-child{background:var(--panel)}
.rows .change{color:var(--tone);font-weight:600}
.rows small{display:block;color:var(--soft);font-weight:400}
.rows .open{cursor:pointer}
.rows .more>td{padding:0}
.rows summary{position:absolute;top:.3rem;left:.1rem;width:1.6rem;height:1.75rem;cursor:pointer;list-style:none;overflow:hidden;color:transparent;font-size:0}
.rows summary::-webkit-details-marker{display:none}
.rows summary::before{content:"";position:absolute;left:.5rem;top:.58rem;width:.45rem;height:.45rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}
.rows details[open]>summary::before{transform:rotate(45deg);top:.48rem}
.rows .detail{padding:.35rem .5rem 1.1rem 1.75rem}
.rows tbody:has(details[open])>tr:first-child>*{padding-bottom:.2rem}
.rows :target,.rows tbody:has(:target)>tr:first-child{background:var(--panel)}
.rows tbody:has(:target){box-shadow:inset 3px 0 var(--link)}
.none{padding:1rem .5rem;color:var(--soft)}
:root:not(.live) .filters:has(#g-worse:checked)~.rows tbody:not([data-g=worse]),
:root:not(.live) .filters:has(#g-cant-tell:checked)~.rows tbody:not([data-g=cant-tell]),
:root:not(.live) .filters:has(#g-fine:checked)~.rows tbody:not([data-g=fine]),
:root:not(.live) .filters:has(#g-new-and-gone:checked)~.rows tbody:not([data-g=new-and-gone]),
:root:not(.live) .filters:has(#g-no-limit:checked)~.rows tbody:not([data-g=no-limit]),
:root:not(.live) .filters:has(#g-muted:checked)~.rows tbody:not([data-g=muted]){display:none}
:root:not(.live) .find{display:none}
@media (max-width:70rem){.rows thead tr,.rows tbody>tr:first-child{grid-template-columns:minmax(0,1fr) 5rem 9rem 8rem 8.5rem 6.5rem 10rem}}
@media (max-width:56rem){.rows thead tr{display:flex;flex-wrap:wrap;gap:0 1rem}.rows thead th{border:0;padding:.1rem 0}.rows thead th:not(:has(button)){display:none}
.rows tbody>tr:first-child{grid-template-columns:auto minmax(0,1fr) auto;gap:.1rem .5rem;padding:.5rem .25rem .5rem 1.75rem}
.rows tbody>tr:first-child>*{padding:0!important}
.rows tbody>tr:first-child>th{grid-area:1/1/2/3}
.rows tbody>tr:first-child>.verdict{grid-area:1/3;text-align:right}
.rows tbody>tr:first-child>.metric{grid-area:2/1;color:var(--soft);max-width:9rem}
.rows tbody>tr:first-child>.values{grid-area:2/2;text-align:left}
.rows tbody>tr:first-child>.change{grid-area:2/3}
.rows tbody>tr:first-child>.picture{grid-area:3/1/4/3}
.rows tbody>tr:first-child>.limit{grid-area:3/3;text-align:right;color:var(--soft);font-size:.88rem}
.rows.many tbody{contain-intrinsic-size:auto 5.4rem}.rows .detail{padding-left:.25rem}}
`;
