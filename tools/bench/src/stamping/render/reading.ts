import { formatTable, type Row } from '../../table.ts';
import type { StampingResult } from '../result.ts';

/** Writes how fast stamps are read and digests compared. */
export function renderReading({ reading }: StampingResult): string {
  const { files, bytes, startMs, readMs, hashMs, plainMs } = reading;
  const share = (limitMs: number): string => (limitMs / readMs).toFixed(2);
  const rows: Row[] = [
    ['`verstamp read`, beyond its start', readMs.toFixed(1), '1.00'],
    [
      'each file opened, read into one buffer, hashed and closed, in a bare loop',
      plainMs.toFixed(1),
      share(plainMs),
    ],
    ['the same bytes hashed from memory', hashMs.toFixed(1), share(hashMs)],
  ];
  return `### \`verstamp read\`

${files} files, ${(bytes / 1e6).toFixed(1)} MB; medians of rounds, each in processes of its own. The command takes ${startMs.toFixed(0)} ms to start. The bare loop is the
limit: nothing that compares digests can be faster.

${formatTable(['', 'ms', 'of its speed is reached'], rows)}`;
}
