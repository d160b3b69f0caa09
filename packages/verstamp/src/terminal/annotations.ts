import type { Judgement } from '@verstamp/release';

/** What a package's annotation is made from. */
export type Annotated = Pick<Judgement, 'name' | 'version' | 'verdict' | 'effect' | 'problem' | 'file'>;

/** Verdicts that may let a release pass and are worth a line. */
const WARNED: ReadonlySet<string> = new Set(['drifted', 'unreleased']);

/** Tells whether a package may pass, and people are to hear of it all the same. */
export function isWarning({ verdict, effect }: Pick<Judgement, 'verdict' | 'effect'>): boolean {
  return effect === 'allow' && WARNED.has(verdict);
}

/** Formats what GitHub shows beside the files of a pull request, whose paths are those of the repository. */
export function formatAnnotations(packages: readonly Annotated[]): readonly string[] {
  return packages.flatMap(({ name, version, verdict, effect, problem, file }) => {
    if (effect === 'allow' && !isWarning({ verdict, effect })) return [];
    const level = effect === 'allow' ? 'warning' : 'error';
    const place = file === undefined ? '' : `file=${escapeProperty(file)},`;
    const title = escapeProperty(`${verdict}: ${name}@${version}`);
    const text = problem?.message ?? `${name}@${version} is ${effect === 'allow' ? verdict : 'held back'}.`;
    return [`::${level} ${place}title=${title}::${escapeText(text)}`];
  });
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
