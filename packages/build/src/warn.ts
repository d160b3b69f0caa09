const said = new Set<string>();

/** Says something once in this process. */
export function warnOnce(key: string, say: () => void): void {
  if (said.has(key)) return;
  said.add(key);
  say();
}
