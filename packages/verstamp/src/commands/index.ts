import type { CommandEntry } from '../command.ts';

const ENTRIES: Readonly<Record<string, CommandEntry>> = {
  read: {
    summary: 'prints the stamps in a file, folder, tarball, zip or URL, and checks them',
    load: () => import('./read.ts'),
  },
  guard: {
    summary: 'refuses other content under a version that is published',
    load: () => import('./guard.ts'),
  },
  release: {
    summary: 'packs once, guards, publishes exactly those bytes, reads back, records, tags',
    load: () => import('./release.ts'),
  },
  next: {
    summary: 'issues a revision; runs a command with it',
    takesRest: true,
    load: () => import('./next.ts'),
  },
  ledger: {
    summary: 'shows, checks or writes out what the ledger knows',
    load: () => import('./ledger.ts'),
  },
  compare: {
    summary: 'decides whether a client fits a server',
    load: () => import('./compare.ts'),
  },
  audit: {
    summary: 'runs the conformance suite against a live server',
    load: () => import('./audit.ts'),
  },
  init: {
    summary: 'sets a repository up, once it has shown what it would change',
    load: () => import('./init.ts'),
  },
  doctor: {
    summary: 'finds mistakes that would show a wrong version; with --fix corrects some',
    load: () => import('./doctor.ts'),
  },
};

/** Every command, in the order in which the help lists them. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map(Object.entries(ENTRIES));
