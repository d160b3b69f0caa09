import type { CompactTable } from './forms.ts';

/** Tells whether a value is a table in the compact form. */
export function isTable(value: unknown): value is CompactTable {
  return typeof value === 'string' && /^[-wxd1-9]{8}$/.test(value);
}
