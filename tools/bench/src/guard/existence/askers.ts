import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareAsk } from '../scripts.ts';
import type { ExistencePlace, Manager } from './place.ts';

/** A command that finds out which versions of a workspace are in the registry already. */
export interface Asker {
  readonly title: string;
  /** The command as people type it. */
  readonly shown: string;
  /** In whose workspace it runs. */
  readonly manager: Manager;
  /** The program and its arguments. */
  readonly command: (place: ExistencePlace) => readonly string[];
  readonly isOurs: boolean;
}

const CLI = fileURLToPath(new URL('../../../../../packages/verstamp/dist/main.js', import.meta.url));
const EACH = 'for one in "$@"; do npm view "$one" version || exit 1; done';

/** Ours, and of each peer the command that decides which versions are not out yet, and uploads none where all are. */
export const ASKERS: readonly Asker[] = [
  {
    title: 'verstamp, the question alone',
    shown: 'what `verstamp guard` asks, in a process of its own',
    manager: 'pnpm',
    command: ({ folder, root }) => [
      process.execPath,
      '--input-type=module',
      '-e',
      prepareAsk(),
      root,
      join(folder, 'list.json'),
    ],
    isOurs: true,
  },
  {
    title: 'verstamp, with packing and comparing',
    shown: '`verstamp guard`',
    manager: 'pnpm',
    command: () => [process.execPath, CLI, 'guard'],
    isOurs: true,
  },
  peer('Changesets with npm', 'changeset publish-plan', 'npm'),
  peer('Changesets with pnpm', 'changeset publish-plan', 'pnpm'),
  {
    title: 'npm, one package after the other',
    shown: '`npm view NAME@VERSION version`',
    manager: 'npm',
    command: ({ packages }) => [
      'bash',
      '-c',
      EACH,
      'each',
      ...packages.map(({ name, version }) => `${name}@${version}`),
    ],
    isOurs: false,
  },
  peer('pnpm', 'pnpm -r publish --dry-run', 'pnpm'),
  // It has no dry run; where every version is out it says so and ends.
  peer('lerna', 'lerna publish from-package --yes', 'npm'),
  peer('Nx', 'nx release publish --dry-run', 'npm'),
];

function peer(title: string, line: string, manager: Manager): Asker {
  return { title, shown: `\`${line}\``, manager, command: () => line.split(' '), isOurs: false };
}
