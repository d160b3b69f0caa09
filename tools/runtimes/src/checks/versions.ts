import versions from '../../../../packages/core/conformance/versions.json' with { type: 'json' };
import { safeParseVersion } from '../../../../packages/core/src/index.ts';
import type { Expect } from './expect.ts';

/** Reads texts that are versions, and values that are not. */
export function checkVersions(expect: Expect): void {
  for (const { text } of versions.valid) expect(text, safeParseVersion(text).kind, 'version');
  for (const value of versions.invalid)
    expect(JSON.stringify(value), safeParseVersion(value).kind, 'problem');
}
