/** The shapes of GitHub's tokens: `ghp_…`, `gho_…`, `ghu_…`, `ghs_…`, `ghr_…` and `github_pat_…`. */
const TOKEN_SHAPE = /\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_.-]+/g;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;

/** Takes secrets out of a text. What comes from outside still goes through `echo` before it is shown, after this: a cut secret is not found. */
export type Redact = (text: string) => string;

/**
 * A function that replaces the token, and anything of the shape of a GitHub token, by `[secret]`, and takes the user-info
 * out of addresses.
 *
 * @example createRedactor('s3cret')('Bad credentials: s3cret') // 'Bad credentials: [secret]'
 */
export function createRedactor(token?: string): Redact {
  const forms = new Set<string>();
  if (token !== undefined && token !== '') {
    for (const form of [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)]) forms.add(form);
  }
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, '[secret]');
    return clean.replace(TOKEN_SHAPE, '[secret]').replace(USER_INFO, '$1');
  };
}

/**
 * An address without user-info, query and fragment, or undefined when it is not an http(s) address.
 *
 * @example stripAddress('https://me:pw@github.com/a/b?token=1#c') // 'https://github.com/a/b'
 */
export function stripAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return `${url.origin}${url.pathname}`;
}
