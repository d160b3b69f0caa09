import { applyJsonEdits, type Change } from '../edit/change.ts';
import { planBundles, type Bundle } from './bundles.ts';
import { planConfig } from './config.ts';
import { planDependencies } from './dependencies.ts';
import { planIgnores } from './ignores.ts';
import type { Note } from './note.ts';
import { listNotes } from './notes.ts';
import type { Project } from './project.ts';
import { notePublishScripts } from './publish-scripts.ts';
import { planRelease } from './release.ts';
import { noteReleaseBuilds } from './release-builds.ts';
import { planRemedies } from './remedies.ts';
import { planTypes } from './types.ts';

/** Everything that is to change; nothing is written yet. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
  /** What was found, by which all this was decided. */
  readonly detected: {
    readonly manager: string;
    readonly bundlers: readonly string[];
    readonly changesets: boolean;
    readonly runner: 'Nx' | 'Turborepo' | undefined;
  };
  /** The command that installs what was added; `undefined` if nothing was added. */
  readonly install: string | undefined;
}

/** Plans the changes that set a repository up; none if it is set up. */
export function planInit(project: Project): Plan {
  const { facts, manager, hasChangesets, texts } = project;
  const root = facts.packages.find(({ folder }) => folder === '');
  const bundles = planBundles(project);
  const release = planRelease(root, project);
  const dependencies = planDependencies(project, bundles, release.commands);
  const remedies = planRemedies(project, bundles, release.commands);
  const types = planTypes(bundles, project);
  const configs = planConfig(project, bundles);
  const edits = [
    ...dependencies,
    ...release.edits,
    ...types.edits,
    ...remedies.flatMap(({ remedy = [] }) => remedy),
  ];
  const unmended = remedies.filter(({ remedy }) => !remedy);
  const changes = [
    ...bundles.flatMap(({ change }) => change ?? []),
    ...applyJsonEdits(texts, edits),
    ...types.changes,
    ...configs,
    ...planIgnores(project),
  ];
  return {
    changes: changes.filter(({ file }) => !project.foreign.has(file)),
    notes: [
      ...listForeign(changes, project),
      ...bundles.flatMap(({ notes }) => notes),
      ...listUnversioned(bundles),
      ...release.notes,
      ...notePublishScripts(project, release.commands),
      ...noteReleaseBuilds(project, bundles, {
        commands: release.commands,
        config: configs[0]?.after ?? texts.get('verstamp.json'),
      }),
      ...types.notes,
      // What cannot be read cannot be set up.
      ...facts.doubts.map(({ place, problem }) => ({ place, text: problem.message })),
      ...unmended.map(({ place, problem }) => ({ place, text: problem.message })),
      ...listNotes(project),
    ],
    detected: {
      manager,
      bundlers: [...new Set(bundles.map(({ bundler }) => bundler))],
      changesets: hasChangesets,
      runner: facts.nx ? 'Nx' : facts.turbo ? 'Turborepo' : undefined,
    },
    install: dependencies.length > 0 ? `${manager} install` : undefined,
  };
}

/** What is no text for us is left alone. */
function listForeign(changes: readonly Change[], { foreign }: Pick<Project, 'foreign'>): readonly Note[] {
  return changes
    .filter(({ file }) => foreign.has(file))
    .map(({ file }) => ({
      place: file,
      text: 'This file is no UTF-8, so it was left alone: save it as UTF-8, and run init again.',
    }));
}

/** A build without a version fails, so that somebody has to say where it begins. */
function listUnversioned(bundles: readonly Bundle[]): readonly Note[] {
  const files = new Set(
    bundles.filter(({ pkg }) => pkg.version === undefined).map(({ pkg }) => pkg.manifest.file),
  );
  return [...files].map((place) => ({
    place,
    text: 'Give the package a "version", as in "1.0.0": the stamp begins with it.',
  }));
}
