import type { PackageFacts, RepositoryFacts } from '../repository/facts.ts';
import { isReleasing } from '../repository/tasks.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

/** A receipt as a step of a script, up to the next. */
const RECEIPT = /[^&;]*\bguard\b[^&;]*\s--receipt\b[^&;]*(?:&&|;|$)/g;

/** Says what packages do right before they are published: `verstamp release` packs and sends, and does not run it. */
export function notePublishScripts(
  { facts, isWhole }: Pick<Project, 'facts' | 'isWhole'>,
  commands: Readonly<Record<string, string>>,
): readonly Note[] {
  const { packages, pipelines, publishScripts } = facts;
  const called = [
    ...Object.values(commands),
    ...packages.flatMap((pkg) => (pkg.folder === '' ? [] : Object.values(pkg.commands))),
    ...pipelines.map(({ text }) => text),
  ];
  if (!isWhole || !called.some(isReleasing)) return [];
  return packages
    .filter(({ isPrivate, version }) => !isPrivate && version !== undefined)
    .flatMap((pkg) => noteScripts(pkg, publishScripts));
}

function noteScripts(
  { manifest: { file }, commands }: PackageFacts,
  scripts: RepositoryFacts['publishScripts'],
): readonly Note[] {
  return scripts.flatMap((script) => {
    const others = (commands[script] ?? '')
      .replace(RECEIPT, '')
      .replace(/\s*(?:&&|;)\s*$/, '')
      .trim();
    return others === '' ? [] : [{ place: file, text: explain(script, others) }];
  });
}

function explain(script: string, command: string): string {
  return (
    `"verstamp release" does not run the script "${script}": if ${JSON.stringify(command)} builds, move it to "prepack", ` +
    'or an old build goes out.'
  );
}
