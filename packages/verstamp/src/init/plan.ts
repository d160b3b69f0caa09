import { checkNx } from '../doctor/checks/nx.ts';
import { checkReceipts } from '../doctor/checks/receipts.ts';
import { checkTurbo } from '../doctor/checks/turbo.ts';
import type { Facts, PackageFacts, ScriptFacts } from '../doctor/facts.ts';
import { applyJsonEdits, type Change } from '../edit/change.ts';
import type { JsonEdit } from '../edit/json.ts';
import { planBundles, type Bundle } from './bundles.ts';
import { planIgnores } from './ignores.ts';
import { listNotes } from './notes.ts';
import { dependsOn, type Manager, type Project } from './project.ts';
import { planRelease } from './release.ts';
import { planTypes } from './types.ts';

/** Something that a person has to do. */
export interface Note {
  readonly place: string;
  readonly text: string;
}

/** Everything that is to change; nothing is written yet. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
  /** What was found, by which all this was decided. */
  readonly detected: {
    readonly manager: Manager;
    readonly bundlers: readonly string[];
    readonly changesets: boolean;
    readonly runner: 'Nx' | 'Turborepo' | undefined;
  };
  /** The command that installs what was added; `undefined` where nothing was. */
  readonly install: string | undefined;
}

/** Plans the changes that set a repository up; none where it is set up. */
export function planInit(project: Project): Plan {
  const { facts, manager, hasChangesets, texts } = project;
  const root = facts.packages.find(({ folder }) => folder === '');
  const bundles = planBundles(project);
  const release = planRelease(root, project);
  const dependencies = planDependencies(project, bundles, release.commands);
  const remedies = planRemedies(project, bundles, release.commands);
  const types = planTypes(bundles, project);
  const edits = [
    ...dependencies,
    ...release.edits,
    ...types.edits,
    ...remedies.flatMap(({ remedy = [] }) => remedy),
  ];
  const unmended = remedies.filter(({ remedy }) => !remedy);
  return {
    changes: [
      ...bundles.flatMap(({ change }) => change ?? []),
      ...applyJsonEdits(texts, edits),
      ...types.changes,
      ...planConfig(project, bundles),
      ...planIgnores(project),
    ],
    notes: [
      ...bundles.flatMap(({ notes }) => notes),
      ...listUnversioned(bundles),
      ...release.notes,
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

function planDependencies(
  { facts, version, isWhole }: Project,
  bundles: readonly Bundle[],
  commands: Readonly<Record<string, string>>,
): readonly JsonEdit[] {
  const root = facts.packages.find(({ folder }) => folder === '');
  const isCalled = Object.values(commands).some((command) =>
    /\bverstamp (?:release|guard|next)\b/.test(command),
  );
  const wanted: ReadonlyArray<readonly [PackageFacts, string]> = [
    ...[...new Set(bundles.map(({ pkg }) => pkg))].map((pkg) => [pkg, '@verstamp/build'] as const),
    ...(root && isWhole && isCalled && root.name !== 'verstamp' ? [[root, 'verstamp'] as const] : []),
  ];
  return wanted
    .filter(([pkg, name]) => !dependsOn(pkg, name))
    .map(([pkg, name]) => ({
      file: pkg.manifest.file,
      path: ['devDependencies', name],
      value: `^${version}`,
    }));
}

/** What the doctor would find once the plugin is there, and releases go out as planned. */
function planRemedies(
  { facts, isWhole }: Project,
  bundles: readonly Bundle[],
  commands: Readonly<Record<string, string>>,
): ReturnType<typeof checkNx> {
  const stamped = new Set(bundles.map(({ file }) => file));
  const planned: Facts = {
    ...facts,
    packages: facts.packages.map((pkg) => ({
      ...pkg,
      commands: pkg.folder === '' ? commands : pkg.commands,
      scripts: [
        ...pkg.scripts.filter(({ file }) => !stamped.has(file)),
        ...bundles.filter((bundle) => bundle.pkg === pkg).map((bundle) => toScript(bundle)),
      ],
    })),
  };
  return [...checkNx(planned), ...checkTurbo(planned), ...(isWhole ? checkReceipts(planned) : [])];
}

function toScript({ file, bundler }: Bundle): ScriptFacts {
  return { file, plugins: [bundler], bundlers: [bundler], lists: [], revisions: [], isOpen: false };
}

/** verstamp.json stands at the root; its schema comes with the build plugin, wherever that is installed. */
function planConfig(
  { texts, manager, hasOrigin, facts }: Project,
  bundles: readonly Bundle[],
): readonly Change[] {
  const [first] = bundles;
  if (texts.has('verstamp.json') || !first) return [];
  // npm and its like put everything into one folder, pnpm into each package's own.
  const folder = manager === 'pnpm' && first.pkg.folder !== '' ? `${first.pkg.folder}/` : '';
  const $schema = `./${folder}node_modules/@verstamp/build/verstamp.schema.json`;
  const isShared = hasOrigin && facts.pipelines.length > 0;
  const config = { $schema, ...(isShared ? { ledger: 'git+ref:origin' } : {}) };
  return [{ file: 'verstamp.json', before: undefined, after: `${JSON.stringify(config, undefined, 2)}\n` }];
}
