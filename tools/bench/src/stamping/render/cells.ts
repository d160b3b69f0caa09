import type { AppShape } from '../app/app.ts';

/** Names an app: modules / lazy chunks / pages. */
export function formatShape({ modules, lazy, pages }: AppShape): string {
  return `${modules} / ${lazy} / ${pages}`;
}

/** Writes a share with two decimals. */
export function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`;
}
