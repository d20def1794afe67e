/** Two whole numbers are one key, times this: neither reaches it. */
export const KEY = 2 ** 26;

/** Paths of groups, each known by a number; 0 is that of no group. */
export interface GroupPaths {
  /** The number of a path and one group more, by the number of its name. */
  child(path: number, name: number): number;
  /** The numbers of the names in a path, outermost first. */
  names(path: number): number[];
}

/** No paths yet. */
export function createGroupPaths(): GroupPaths {
  const children = new Map<number, number>();
  const parents = [{ path: 0, name: 0 }];
  return {
    child(path, name) {
      const key = path * KEY + name;
      const known = children.get(key);
      if (known !== undefined) return known;
      const child = parents.push({ path, name }) - 1;
      children.set(key, child);
      return child;
    },
    names(path) {
      const names: number[] = [];
      for (let at = path; at !== 0; at = parents[at]?.path ?? 0) names.unshift(parents[at]?.name ?? 0);
      return names;
    },
  };
}
