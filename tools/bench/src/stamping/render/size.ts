import type { StampingResult } from '../result.ts';

/** Writes what an installation takes on the disk. */
export function renderSize({ size }: StampingResult): string {
  const { packedBytes, installedBytes, foreignDependencies } = size;
  return `### Size of \`@verstamp/build\`

${kilobytes(packedBytes)} packed, ${kilobytes(installedBytes)} installed, ${foreignDependencies.length} dependencies from outside this repository.`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
