import type { Chart } from '../chart.ts';
import type { StampingResult } from './result.ts';

/** Draws what a visitor who comes back loads, for all who were measured in the first bundler. */
export function chartStamping({ renaming }: StampingResult): readonly Chart[] {
  const [first] = renaming;
  const shape = JSON.stringify(first?.app);
  const shown = renaming.filter(
    ({ app, bundler }) => JSON.stringify(app) === shape && bundler === first?.bundler,
  );
  const bars = shown.map(({ contender, visit }) => ({
    label: contender,
    value: visit.bytes,
    isOurs: contender.startsWith('verstamp'),
  }));
  return [
    {
      name: 'stamping',
      title: 'A new stamp, nothing else new: what who comes back loads',
      measure: 'bytes',
      scale: 'linear',
      bars,
    },
  ];
}
