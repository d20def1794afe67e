import { access, readdir } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';

/** Whether a text holds a wildcard. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * The paths that fit a glob, sorted: `*` and `?` inside one name, `**` for any number of folders. Names that begin with a
 * dot, and `node_modules`, are passed over.
 *
 * @returns each with its absolute path and its name as the glob would have named it.
 */
export async function expandGlob(glob: string, cwd: string): Promise<{ path: string; name: string }[]> {
  const { root } = parse(glob);
  const parts = glob
    .slice(root.length)
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.');
  const names = [...new Set(await expand(root, parts, cwd))].sort();
  const paths = names.map((name) => ({ path: resolve(cwd, name), name }));
  // What follows the last wildcard was joined on without a look.
  const there = await Promise.all(
    paths.map(({ path }) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => there[index] === true);
}

async function expand(folder: string, parts: readonly string[], cwd: string): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [folder];
  if (!isGlob(part)) return expand(join(folder, part), rest, cwd);
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch(() => []);
  const visible = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
  if (part === '**') {
    const deeper = await Promise.all(
      visible.filter((entry) => entry.isDirectory()).map((entry) => expand(join(folder, entry.name), parts, cwd)),
    );
    return [...(await expand(folder, rest, cwd)), ...deeper.flat()];
  }
  const fitting = visible.filter((entry) => fitsName(part, entry.name));
  return (await Promise.all(fitting.map((entry) => expand(join(folder, entry.name), rest, cwd)))).flat();
}

/** `?` is one character, `*` any number of them, everything else itself, with case. */
function fitsName(glob: string, name: string): boolean {
  const pieces = glob.split('*');
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const last = index === pieces.length - 1;
    const start = last && index > 0 ? Math.max(from, name.length - piece.length) : from;
    const at = findPiece(piece, name, start, index > 0 && !last);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from === name.length;
}

function findPiece(piece: string, name: string, from: number, anywhere: boolean): number {
  for (let at = from; at + piece.length <= name.length; at++) {
    if ([...piece].every((letter, index) => letter === '?' || letter === name[at + index])) return at;
    if (!anywhere) return -1;
  }
  return -1;
}
