import { documentTaken, pluginAbsent, pluginOrder, pluginTwice } from '@verstamp/core/problems';
import { lookUp } from '../../json.ts';
import type { PackageFacts } from '../../repository/facts.ts';
import { isStamping, listBareRoots } from '../../repository/tasks.ts';
import { OUTSIDE_PLUGIN } from '../../script/plugins.ts';
import type { Facts } from '../facts.ts';
import { addFix, type Finding } from '../finding.ts';

/** Plugins of esbuild that write or rewrite files once it has ended. */
const WRITING =
  /compress|gzip|brotli|copy|obfuscat|minif|banner|license|html|inline|manifest|replace|postcss/i;

/** Finds bundlers that are set up without the plugin or with two, and what stands in its way. */
export function checkPlugins({ packages }: Facts): readonly Finding[] {
  return packages.flatMap((pkg) => [
    ...findAbsent(pkg),
    ...findTwice(pkg),
    ...findMisplaced(pkg),
    ...findTaken(pkg),
  ]);
}

function findAbsent(pkg: PackageFacts): readonly Finding[] {
  const { name, scripts, manifest } = pkg;
  const isInstalled = ['dependencies', 'devDependencies'].some(
    (field) => lookUp(manifest.body, field, '@verstamp/build') !== undefined,
  );
  if (!isInstalled || isStamping(pkg) || scripts.some(({ isOpen }) => isOpen)) return [];
  const bare = listBareRoots(pkg).length > 0 ? { file: manifest.file, bundlers: ['vite'] } : undefined;
  const script = scripts.find(({ bundlers }) => bundlers.length > 0) ?? bare;
  const bundler = script?.bundlers[0];
  if (!script || bundler === undefined) return [];
  const { file } = script;
  return [{ severity: 'error', place: file, problem: pluginAbsent({ name, file, bundler }) }];
}

/** The build would refuse both as well; here nobody has to build for it. */
function findTwice({ scripts }: PackageFacts): readonly Finding[] {
  return scripts.flatMap(({ file, lists }) => {
    const twice = lists.find(({ count }) => count > 1);
    return twice
      ? [{ severity: 'error', place: file, problem: addFix(pluginTwice({ count: twice.count })) } as const]
      : [];
  });
}

function findTaken(pkg: PackageFacts): readonly Finding[] {
  const { taken, scripts } = pkg;
  // Vite copies its public folder; others take it for nothing special.
  if (taken === undefined || !scripts.some(({ plugins }) => plugins.includes('vite'))) return [];
  return [{ severity: 'error', place: taken, problem: addFix(documentTaken({ path: taken })) }];
}

/** Only esbuild goes by the order of its plugins whatever their hooks are. */
function findMisplaced({ scripts }: PackageFacts): readonly Finding[] {
  return scripts.flatMap(({ file, lists }) => {
    const own = lists.filter(({ ours }) => ours === 'esbuild');
    const before = own.flatMap((list) => list.before).filter((plugin) => OUTSIDE_PLUGIN.test(plugin));
    const behind = own.flatMap((list) => list.behind).filter((plugin) => WRITING.test(plugin));
    return [
      ...before.map((plugin) => misplaced(file, plugin, 'before')),
      ...behind.map((plugin) => misplaced(file, plugin, 'behind')),
    ];
  });
}

function misplaced(file: string, plugin: string, side: 'before' | 'behind'): Finding {
  const severity = side === 'before' ? 'error' : 'warning';
  return { severity, place: file, problem: pluginOrder({ file, plugin, side }) };
}
