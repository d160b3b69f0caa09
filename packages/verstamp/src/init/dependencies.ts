import type { JsonEdit } from '../edit/json.ts';
import type { PackageFacts } from '../repository/facts.ts';
import type { Bundle } from './bundles.ts';
import { dependsOn, type Project } from './project.ts';

/** Plans what has to be installed: the plugin where something is built, the command line where a script calls it. */
export function planDependencies(
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
