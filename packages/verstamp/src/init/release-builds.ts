import { isReleasing } from '../repository/tasks.ts';
import type { Bundle } from './bundles.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

const MARKED = /\bVERSTAMP_RELEASE\b|\bverstamp next\b/;

/** A ledger that other machines see; builds ask it only where they are told that they release. */
const SHARED = /"ledger"\s*:\s*"(?!file:)/;

/** Says what a script that builds and then releases lacks: its builds would take the clock's numbers, not the ledger's. */
export function noteReleaseBuilds(
  { facts: { pipelines }, isWhole }: Pick<Project, 'facts' | 'isWhole'>,
  bundles: readonly Bundle[],
  {
    commands,
    config = '',
  }: { readonly commands: Readonly<Record<string, string>>; readonly config?: string | undefined },
): readonly Note[] {
  const isMarked = [...Object.values(commands), ...pipelines.map(({ text }) => text)].some((text) =>
    MARKED.test(text),
  );
  if (!isWhole || bundles.length === 0 || isMarked || !SHARED.test(config)) return [];
  const building = Object.keys(commands).filter((name) => {
    const steps = (commands[name] ?? '').split(/&&|;/);
    return steps.findIndex(isReleasing) > 0;
  });
  return building.map((name) => ({
    place: 'package.json',
    text: `Set VERSTAMP_RELEASE=1 in the job that runs the script "${name}": without it what it builds takes the clock's numbers, not the ledger's.`,
  }));
}
