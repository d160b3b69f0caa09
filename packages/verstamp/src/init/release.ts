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

/** Lets Changesets publish by `verstamp release`: where it published, or in a script of its own. */
export function planRelease(
  root: PackageFacts | undefined,
  { hasChangesets, isWhole }: Pick<Project, 'hasChangesets' | 'isWhole'>,
): ReleasePlan {
  const commands = { ...root?.commands };
  const plan = { edits: [], notes: [], commands };
  if (!root || !hasChangesets || !isWhole) return plan;
  const publishing = Object.entries(commands).find(([, command]) => PUBLISH.test(command));
  if (!publishing) {
    return Object.values(commands).some(isReleasing) || commands['release'] !== undefined
      ? plan
      : replace(root, commands, ['release', 'verstamp release']);
  }
  const [name, command] = publishing;
  const options = PUBLISH.exec(command)?.[1] ?? '';
  if (!KNOWN_OPTIONS.test(options)) {
    const text = `Publish with "verstamp release" in place of "changeset publish" in the script "${name}"; not all of its options are known.`;
    return { ...plan, notes: [{ place: root.manifest.file, text }] };
  }
  // What guards stands in the release itself.
  const replaced = command
    .replace(/\bverstamp guard\s*&&\s*/, '')
    .replace(/\bchangeset publish\b/, 'verstamp release');
  return replace(root, commands, [name, replaced]);
}

function replace(
  { manifest: { file } }: PackageFacts,
  commands: Readonly<Record<string, string>>,
  [name, command]: readonly [string, string],
): ReleasePlan {
  return {
    edits: [{ file, path: ['scripts', name], value: command }],
    notes: [],
    commands: { ...commands, [name]: command },
  };
}
