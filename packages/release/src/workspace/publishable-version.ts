import { quote, safeParseVersion } from '@verstamp/core';

/**
 * Finds why nothing can be published under a version; `undefined` if it can. Registries keep it without a `v` and build
 * metadata: what is asked for, compared and recorded would then not be what is there.
 */
export function findVersionProblem(version: string): string | undefined {
  if (isPublishable(version)) return undefined;
  const plain = version
    .trim()
    .replace(/^[=v\s]+/, '')
    .replace(/\+.*$/, '');
  const written = `its version is ${quote(version, 100)}`;
  return isPublishable(plain)
    ? `${written}, which registries keep as ${quote(plain, 100)}. Write ${quote(plain, 100)}.`
    : `${written}, which no registry takes. Write three parts, as in "1.4.3" or "1.4.3-rc.1".`;
}

function isPublishable(version: string): boolean {
  const parsed = safeParseVersion(version);
  return parsed.kind === 'version' && parsed.version.revision === undefined;
}
