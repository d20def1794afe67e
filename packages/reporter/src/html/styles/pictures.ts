/** What the pictures' classes mean. The sides differ by line and by shape too, not by colour alone. */
export const pictures = `
svg{display:block;overflow:visible}
.chart{width:100%;height:auto;max-width:36rem}
.bell{width:100%;height:auto;max-width:15.5rem}
.mini{fill:none;width:100%;height:auto;max-width:11rem}
svg text{font-size:11px;fill:var(--soft);stroke:none}
.grid{stroke:var(--line)}
.axis{stroke:var(--soft);stroke-opacity:.6}
path.base,.trace{stroke:var(--base);stroke-width:1.75}
path.base{stroke-dasharray:5 3}
.trace{stroke-width:1;stroke-opacity:.6}
path.now{stroke:var(--now);stroke-width:2.25}
path.thin{stroke-width:1.1;stroke-opacity:.8}
.dot.base{fill:var(--ground);stroke:var(--base);stroke-width:1.5}
.dot.now{fill:var(--now);stroke:var(--ground)}
.area{fill-opacity:.15}.area.base{fill:var(--base)}.area.now{fill:var(--now)}
.band{fill:var(--base);fill-opacity:.18;stroke:none}
.limit{stroke:var(--ink);stroke-dasharray:3 2;stroke-width:1.5}
.turn{stroke:var(--doubt);stroke-width:1.5;stroke-dasharray:1 3;stroke-linecap:round}
.spread{fill:var(--tone);fill-opacity:.22;stroke:none}
.way{stroke:var(--tone);stroke-width:2.5}
.ring{fill:var(--ground);stroke:var(--base);stroke-width:2}
.disc{fill:var(--tone);stroke:none}
.key{display:inline-block;white-space:nowrap;margin-right:1em}
.key::before{content:"";display:inline-block;width:1.5em;vertical-align:.3em;margin-right:.35em;border-top:2px dashed var(--base)}
.key.current::before{border-top:3px solid var(--now)}
.key.bound::before{border-top:2px dotted var(--ink)}
.key.within::before{border-top:.7em solid var(--base);opacity:.25;vertical-align:-.05em}
.key.level{white-space:normal}
.key.level::before{border-top:3px dotted var(--doubt)}
`;
