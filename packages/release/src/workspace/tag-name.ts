import { quote } from '@verstamp/core';

/**
 * Finds why a text cannot be a dist-tag, as npm does; `undefined` if it can. What reads as a range of versions, such as
 * `1.0.0`, `1.x` or nothing at all, would be taken for one by who installs it.
 */
export async function findTagNameProblem(tag: string): Promise<string | undefined> {
  const { default: validRange } = await import('semver/ranges/valid.js');
  return validRange(tag) === null
    ? undefined
    : `${quote(tag)} is no dist-tag, since it reads as a range of versions.`;
}
