/**
 * A rule's table in its compact form: eight characters, older and newer for major, minor,
 * patch, revision; `-` allow, `w` warn, `x` refuse, `d` discard, `1` to `9` distance.
 */
export type CompactTable = string;

/** Tells whether a value is a table in the compact form. */
export function isTable(value: unknown): value is CompactTable {
  return typeof value === 'string' && /^[-wxd1-9]{8}$/.test(value);
}
