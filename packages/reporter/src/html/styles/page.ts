/** Text, headline, panels and lists. */
export const page = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1.25rem clamp(.75rem,3vw,2rem) 3rem;background:var(--ground);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;
overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
h1,h2,h3,p,ul,dl,figure,fieldset{margin:0;padding:0}
h1{font-size:1.35rem;line-height:1.35;font-weight:650}
h2{font-size:1.1rem;line-height:1.35;margin:0 0 .6rem}
h3{font-size:.95rem;line-height:1.35;margin:0 0 .35rem}
ul{list-style:none}
section,header,nav{margin-bottom:1.75rem}
small,.small{font-size:.85rem}
.soft{color:var(--soft)}
.whole{white-space:nowrap}
.hide{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:static;width:auto;height:auto;margin:0 0 .5rem;clip-path:none;display:inline-block}
.banner{border-left:6px solid var(--tone);background:var(--tone-ground);border-radius:4px 8px 8px 4px;padding:.9rem 1.1rem}
.banner p{margin-top:.35rem}
.badge{display:inline-block;background:var(--tone);color:var(--solid-ink);font-size:.8em;font-weight:700;letter-spacing:.03em;
padding:.1em .6em;border-radius:4px;margin-right:.35em;white-space:nowrap}
.mark{color:var(--tone);font-weight:600;white-space:nowrap}
.mark i{display:inline-block;width:1.25em;height:1.25em;line-height:1.25em;margin-right:.35em;border-radius:50%;text-align:center;
font-style:normal;font-size:.85em;background:var(--tone);color:var(--solid-ink)}
.lead{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));column-gap:2.5rem}
.steps li,.told li{padding-left:1.1rem;position:relative;margin-bottom:.3rem}
.steps li::before,.told li::before{content:"";position:absolute;left:.15rem;top:.62em;width:.38rem;height:.38rem;border-radius:50%;background:var(--soft)}
.lead summary{cursor:pointer;margin:.2rem 0 .4rem 1.1rem}
.steps code{display:block;font-size:.82em;color:var(--soft)}
.told.small,.links{margin-top:.6rem}
.links{display:flex;flex-wrap:wrap;gap:.5rem}
.links a{display:inline-block;border:1px solid var(--line);border-radius:6px;padding:.3rem .8rem;background:var(--panel);text-decoration:none}
.links a:hover{text-decoration:underline}
.links i{font-style:normal}
.panel{border:1px solid var(--line);border-radius:8px;padding:1rem 1.1rem}
.panel>h2{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
.tiles,.figures{display:flex;flex-wrap:wrap;gap:.6rem}
.tile{border:1px solid var(--line);border-top:3px solid var(--tone);border-radius:6px;padding:.5rem .6rem .55rem;background:var(--ground);flex:1 1 max(7rem,(100% - 2.5rem)/5);min-width:0;max-width:20rem;overflow-wrap:break-word;container-type:inline-size}
.tile .top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .5rem;font-size:.85rem}
@container (max-width:11rem){.bell .tick,.bell .grid{display:none}}
.tile .mark{white-space:normal}
.tile small{white-space:nowrap}
.tile b{font-size:1.02rem}
.tile .change{display:inline-block;color:var(--tone);font-weight:650}
.tile svg{margin-top:.25rem}
.tile p{font-size:.82rem;line-height:1.4;margin-top:.2rem}
.links+.tiles,.told+.tiles{margin-top:.8rem}
.figures{gap:1rem 1.25rem;margin-top:1rem}
figure{flex:1 1 19rem;min-width:0;max-width:26rem}
figcaption{font-size:.85rem;color:var(--soft);margin-bottom:.3rem}
figcaption b{display:block;color:var(--ink);font-weight:600}
dl{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.35rem 1rem;font-size:.92rem;margin-bottom:1rem}
dt{color:var(--soft)}
dd{margin:0;min-width:0}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em}
.facts>details{border-top:1px solid var(--line);padding:.5rem 0}
.facts>details:last-of-type{border-bottom:1px solid var(--line)}
.facts summary{cursor:pointer;font-weight:600}
.facts details>:not(summary){margin:.6rem 0 .4rem}
footer{color:var(--soft);font-size:.85rem}
@media (max-width:43.7rem){.tile{flex-basis:calc(50% - .3rem);max-width:none}}
@media (max-width:34rem){figure{flex-basis:100%;max-width:none}h1{font-size:1.15rem}dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.45rem}.panel{padding:.8rem}}
`;
