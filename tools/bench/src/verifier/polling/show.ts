import type { Chart } from '../../chart.ts';
import { formatTable } from '../../table.ts';
import type { AlarmRow } from './alarms.ts';

/** Writes what each poller made of each answer. */
export function describeAlarms(pollers: readonly string[], alarms: readonly AlarmRow[]): string {
  const rows = alarms.map(({ answer, toldBy }) =>
    [answer].concat(pollers.map((poller) => (toldBy.includes(poller) ? 'told' : ''))),
  );
  const sums = pollers.map((poller) => `**${countFalse(poller, alarms)}**`);
  const kinds = alarms.filter(({ kind }) => kind === 'odd').length;
  return (
    'A poll that is answered oddly, in Chromium, by the code that each ships to browsers. Who tells people of a new build then ' +
    `raises a false alarm; the first two answers are controls, and whether a rollback is an update is left out of the sum of ${kinds}. ` +
    'version-polling compares the ETag of the page, the others a document of theirs.\n\n' +
    formatTable(['the poll is answered', ...pollers], [...rows, ['**false alarms**', ...sums]])
  );
}

/** Draws how many false alarms each poller raised. */
export function drawAlarms(pollers: readonly string[], alarms: readonly AlarmRow[]): Chart {
  const bars = pollers.map((label, index) => ({
    label,
    value: countFalse(label, alarms),
    isOurs: index === 0,
  }));
  const title = 'Answers taken for an update';
  return { name: 'alarms', title, measure: 'false alarms', scale: 'linear', bars };
}

function countFalse(poller: string, alarms: readonly AlarmRow[]): number {
  return alarms.filter(({ kind, toldBy }) => kind === 'odd' && toldBy.includes(poller)).length;
}
