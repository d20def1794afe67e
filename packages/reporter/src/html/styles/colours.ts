/**
 * The colours of both themes. Each pair of ink and ground keeps a contrast of 4.5 : 1 and more; bad and good differ for
 * the colour-blind too (vermilion against blue-green), and never by colour alone.
 */
export const colours = `
:root{color-scheme:light dark;
--ground:#fff;--panel:#f6f8fa;--ink:#1b2026;--soft:#57606a;--line:#d5dbe1;--link:#0b57b0;
--bad:#ad2413;--bad-ground:#fdeeeb;--doubt:#7d4e00;--doubt-ground:#fdf3dc;--good:#0f6650;--good-ground:#e5f4ef;
--plain:#4a5461;--plain-ground:#edf0f3;--solid-ink:#fff;--now:#0b5fc0;--base:#6a737d}
@media (prefers-color-scheme:dark){:root{
--ground:#0f1318;--panel:#171d24;--ink:#e8edf2;--soft:#a3afbb;--line:#303a45;--link:#7dbbff;
--bad:#ff9384;--bad-ground:#361814;--doubt:#f3c469;--doubt-ground:#312508;--good:#71d6b6;--good-ground:#0e2d25;
--plain:#b3bdc8;--plain-ground:#222a33;--solid-ink:#0f1318;--now:#6fb5ff;--base:#98a2ad}}
.bad{--tone:var(--bad);--tone-ground:var(--bad-ground)}
.doubt{--tone:var(--doubt);--tone-ground:var(--doubt-ground)}
.good{--tone:var(--good);--tone-ground:var(--good-ground)}
.plain{--tone:var(--plain);--tone-ground:var(--plain-ground)}
`;
