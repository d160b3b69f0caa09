import { checkNx } from '../doctor/checks/nx.ts';
import { checkReceipts } from '../doctor/checks/receipts.ts';
import { checkTurbo } from '../doctor/checks/turbo.ts';
import type { RepositoryFacts, ScriptFacts } from '../repository/facts.ts';
import type { Bundle } from './bundles.ts';
import type { Project } from './project.ts';

/** Finds what the doctor would find once the plugin is there, and releases go out as planned. */
export function planRemedies(
  { facts, isWhole }: Project,
  bundles: readonly Bundle[],
  commands: Readonly<Record<string, string>>,
): ReturnType<typeof checkNx> {
  const stamped = new Set(bundles.map(({ file }) => file));
  const planned: RepositoryFacts = {
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
