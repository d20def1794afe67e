import { readdir } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { fitsGlob } from '@loadline/schema';

/** Whether a text holds a wildcard. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * The paths that fit a glob, sorted: `*` and `?` inside one name, `**` for any number of folders. Names that begin with a
 * dot, and `node_modules`, are passed over.
 */
export async function expandGlob(glob: string, cwd: string): Promise<string[]> {
  const absolute = resolve(cwd, glob);
  const { root } = parse(absolute);
  const parts = absolute.slice(root.length).split(/[\\/]/);
  return [...new Set(await expand(root, parts))].sort();
}

async function expand(folder: string, parts: readonly string[]): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [folder];
  if (!isGlob(part)) return expand(join(folder, part), rest);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const visible = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
  if (part === '**') {
    const deeper = await Promise.all(visible.filter((entry) => entry.isDirectory()).map((entry) => expand(join(folder, entry.name), parts)));
    return [...(await expand(folder, rest)), ...deeper.flat()];
  }
  const fitting = visible.filter((entry) => fitsName(part, entry.name));
  return (await Promise.all(fitting.map((entry) => expand(join(folder, entry.name), rest)))).flat();
}

/** `?` is one character; the rest is a glob. Case counts as the file system's names do. */
function fitsName(glob: string, name: string): boolean {
  if (!glob.includes('?')) return fitsGlob(glob, name);
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
