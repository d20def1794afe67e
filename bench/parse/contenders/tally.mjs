// What a script keeps per label: times in an array, sorted at the end.
export function createTally() {
  const labels = new Map();
  return {
    add(name, ms, failed) {
      let entry = labels.get(name);
      if (entry === undefined) labels.set(name, (entry = { times: [], failures: 0 }));
      if (ms !== undefined) entry.times.push(ms);
      if (failed) entry.failures++;
    },
    print() {
      const rows = [...labels].map(([name, { times, failures }]) => {
        const sorted = Float64Array.from(times).sort();
        const at = (q) => {
          const position = (sorted.length - 1) * q;
          const low = Math.floor(position);
          return sorted[low] + (position - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
        };
        return [name, sorted.length, failures, at(0.5), at(0.95), at(0.99)];
      });
      console.log(JSON.stringify({ rows, maxRssKb: process.resourceUsage().maxRSS }));
    },
  };
}
