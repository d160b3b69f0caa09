import type { JsonEdit } from '../edit/json.ts';
import type { PackageFacts } from '../repository/facts.ts';
import { isReleasing } from '../repository/tasks.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

const PUBLISH = /\bchangeset (?:-- )?publish\b([^&|;]*)/g;
/** A guard before a release, with whatever runs it: the release guards by itself. */
const GUARD = /(?<=(?:^|[&|;({"'])\s*)(?=\S)[^&|;(){}"']*?\bverstamp guard\s*&&\s*/;
/** What runs a script of that name: for verstamp there is none. */
const RUN = /\b(p?npm)\s+run\s+(?:--\s+)?(?=changeset\b)/g;
/** The same with options, which may not be those of `exec`. */
const RUN_OTHERWISE = /\bp?npm\s(?:[^&|;]*\s)?run(?:-script)?\s[^&|;]*\bchangeset (?:-- )?publish\b/;
/** The options of `changeset publish` that `verstamp release` takes as well. */
const KNOWN_OPTIONS = /^(?:\s+--(?:tag|otp)(?:\s+|=)\S+|\s+--no-git-tag)*\s*$/;

/** How releases go out. */
export interface ReleasePlan {
  readonly edits: readonly JsonEdit[];
  readonly notes: readonly Note[];
  /** The root's scripts as they are to be. */
  readonly commands: Readonly<Record<string, string>>;
}

/** Lets Changesets publish by `verstamp release`: wherever it published, or in a script of its own. */
export function planRelease(
  root: PackageFacts | undefined,
  { hasChangesets, isWhole }: Pick<Project, 'hasChangesets' | 'isWhole'>,
): ReleasePlan {
  const commands = { ...root?.commands };
  if (!root || !hasChangesets || !isWhole) return { edits: [], notes: [], commands };
  const { file } = root.manifest;
  const publishing = Object.entries(commands).filter(([, command]) => listOptions(command).length > 0);
  const { known = [], unknown = [] } = Object.groupBy(publishing, ([, command]) =>
    isKnown(command) ? 'known' : 'unknown',
  );
  const changed =
    publishing.length > 0 || isReleased(commands)
      ? known.map(([name, command]) => [name, replacePublish(command)] as const)
      : [['release', 'verstamp release'] as const];
  return {
    edits: changed.map(([name, value]) => ({ file, path: ['scripts', name], value })),
    notes: unknown.map(([name]) => ({ place: file, text: explain(name) })),
    commands: { ...commands, ...Object.fromEntries(changed) },
  };
}

function isReleased(commands: ReleasePlan['commands']): boolean {
  return commands['release'] !== undefined || Object.values(commands).some(isReleasing);
}

/** Lists the options of each `changeset publish` in a script. */
function listOptions(command: string): readonly string[] {
  return [...command.matchAll(PUBLISH)].map(([, options = '']) => options);
}

function isKnown(command: string): boolean {
  return (
    !RUN_OTHERWISE.test(command.replaceAll(RUN, '')) &&
    listOptions(command).every((options) => KNOWN_OPTIONS.test(options))
  );
}

function replacePublish(command: string): string {
  return command
    .replace(GUARD, '')
    .replaceAll(RUN, (_, manager: string) => (manager === 'npm' ? 'npm exec -- ' : 'pnpm exec '))
    .replaceAll(/\bchangeset (?:-- )?publish\b/g, 'verstamp release');
}

function explain(name: string): string {
  return `Publish with "verstamp release" in place of "changeset publish" in the script "${name}"; not all of its options are known.`;
}
