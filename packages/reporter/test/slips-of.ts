/** What a program says when it has nothing to say: nobody means to write these. */
const SLIPS = [
  String.raw`\bundefined\b`,
  String.raw`\bnull\b`,
  String.raw`\bNaN\b`,
  String.raw`\bInfinity\b`,
  '∞',
  String.raw`\[object \w+\]`,
  // A zero with a sign, brackets around nothing, a range without ends.
  String.raw`[-−]0(?:\.0+)? ?(?:%|pp|ms)(?![\d.])`,
  String.raw`(?<![\w)])\(\s*\)`,
  'from [—-] to [—-]',
  // In pictures: a size below 0.
  String.raw`\b(?:width|height|r)="-`,
  // A colon with nothing behind it, where a reason or a list in the same line should stand.
  String.raw`: *(?:<\/(?:desc|title|p|li|bdi|small|summary)>|;)`,
  ': +$',
];

const PATTERN = new RegExp(`.{0,40}(?:${SLIPS.join('|')}).{0,40}`, 'gmu');

/** Scripts, styles and the page's policy, and the copy of the comparison in Markdown: not to be read by people. */
const NOT_READ = /<(script|style)\b[^]*?<\/\1>|<meta\b[^>]*>|<!-- loadline:comparison:[^]*?-->/g;

/** The slips of a program in a report, with what stands around them. */
export function slipsOf(text: string): string[] {
  return text.replace(NOT_READ, '').match(PATTERN) ?? [];
}
