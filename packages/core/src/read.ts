import type { Version } from './version.ts';

/** The longest version text that is looked at, in UTF-16 code units. */
export const MAX_VERSION_LENGTH = 128;

const PRERELEASE = /^(0|[1-9]\d*|\d*[a-z-][\da-z-]*)(\.(0|[1-9]\d*|\d*[a-z-][\da-z-]*))*$/i;

/**
 * Reads a version, or gives `undefined` where the value is none (grammar/version.abnf).
 * The one reader of the grammar: a scan by character code, since it also runs per request.
 */
export function readVersion(text: unknown): Version | undefined {
  if (typeof text !== 'string' || text.length > MAX_VERSION_LENGTH) return;
  const numbers: number[] = [];
  let value = -1;
  for (let index = 0; ; index++) {
    const code = text.charCodeAt(index);
    if (code > 47 && code < 58) {
      // A digit after a lone zero would be a leading zero.
      if (!value) return;
      value = (value < 0 ? 0 : value * 10) + (code - 48);
      if (value > Number.MAX_SAFE_INTEGER) return;
    } else {
      if (value < 0) return;
      numbers.push(value);
      value = -1;
      if (code === 46 && numbers.length < 4) continue;
      const [major = 0, minor = 0, patch, revision] = numbers;
      const prerelease = text.slice(index + 1);
      if (patch === undefined || (code === 45 ? !PRERELEASE.test(prerelease) : index < text.length)) return;
      return { major, minor, patch, revision, prerelease };
    }
  }
}
