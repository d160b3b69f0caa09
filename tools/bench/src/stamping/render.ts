import { renderOurs } from './render/ours.ts';
import { renderOverhead } from './render/overhead.ts';
import { renderOwn } from './render/own-time.ts';
import { renderReading } from './render/reading.ts';
import { renderRenaming } from './render/renaming.ts';
import { renderSize } from './render/size.ts';
import { renderTracing } from './render/tracing.ts';
import type { StampingResult } from './result.ts';

/** Writes what was measured as Markdown. */
export function renderStamping(result: StampingResult): string {
  return [
    renderVersions(result),
    renderOurs(result),
    renderRenaming(result),
    renderOwn(result),
    renderOverhead(result),
    renderTracing(result),
    renderReading(result),
    renderSize(result),
  ].join('\n\n');
}

function renderVersions({ versions, load }: StampingResult): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const busy = `While it was measured, ${load.toFixed(1)} processes wanted to run on average`;
  return `With ${list.join(', ')}. ${busy}: times and their ratios are as good as the machine was quiet.`;
}
