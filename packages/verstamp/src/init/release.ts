import type { JsonEdit } from '../edit/json.ts';
import type { PackageFacts } from '../repository/facts.ts';
import { isReleasing } from '../repository/tasks.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

const PUBLISH = /\bchangeset publish\b([^&|;]*)/;
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
  const publishing = Object.entries(commands).filter(([, command]) => PUBLISH.test(command));
  const { known = [], unknown = [] } = Object.groupBy(publishing, ([, command]) =>
    KNOWN_OPTIONS.test(PUBLISH.exec(command)?.[1] ?? '') ? 'known' : 'unknown',
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

/** What guards stands in the release itself. */
function replacePublish(command: string): string {
  return command.replace(/\bverstamp guard\s*&&\s*/, '').replace(/\bchangeset publish\b/, 'verstamp release');
}

function explain(name: string): string {
  return `Publish with "verstamp release" in place of "changeset publish" in the script "${name}"; not all of its options are known.`;
}
