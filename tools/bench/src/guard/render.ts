import type { Chart } from '../chart.ts';
import { formatTable } from '../table.ts';
import type { GuardResult } from './result.ts';

/** Writes what was measured as Markdown. */
export function renderGuard({ rounds, tarballBytes, rows }: GuardResult): string {
  const table = formatTable(
    ['', 'CPU seconds', 'in ratio to the line before', 'aim, at most'],
    rows.map(({ title, cpuSeconds, ratio, aim }) => [
      title,
      cpuSeconds.toFixed(3),
      ratio === undefined ? '' : `× ${ratio.toFixed(2)}`,
      aim ?? '',
    ]),
  );
  return (
    `User and system time with all that is started, medians of ${rounds} rounds; ratios are taken round by round. A real registry ` +
    'on the same machine answers in a process of its own. Nothing is kept from one round to the next, but for the lines that say so. The tarball has ' +
    `${(tarballBytes / 1e6).toFixed(1)} MB.\n\n${table}`
  );
}

/** Draws what was measured. */
export function chartGuard({ rows }: GuardResult): readonly Chart[] {
  const bars = rows.map(({ title, cpuSeconds }, index) => ({
    label: `${index + 1}. ${title.replaceAll('`', '')}`,
    value: cpuSeconds,
    isOurs: !title.includes('bare') && !title.includes('pnpm'),
  }));
  return [{ name: 'guard', title: 'What the guard costs', measure: 'CPU seconds', scale: 'linear', bars }];
}
