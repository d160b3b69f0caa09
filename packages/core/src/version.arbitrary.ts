import fc from 'fast-check';
import type { Version } from './version.ts';

const part = fc.oneof(fc.nat(20), fc.maxSafeNat());
const identifier = fc.oneof(
  fc.nat(99).map(String),
  fc.stringMatching(/^[0-9]{0,3}[a-zA-Z-][0-9a-zA-Z-]{0,4}$/),
);

/** Prerelease texts, mostly none. */
const prerelease: fc.Arbitrary<string> = fc
  .array(identifier, { maxLength: 3 })
  .map((identifiers) => identifiers.join('.'));

/** Versions of every shape, dense enough that parts often meet. */
export const version: fc.Arbitrary<Version> = fc.record({
  major: part,
  minor: part,
  patch: part,
  revision: fc.option(part, { nil: undefined }),
  prerelease,
});

/** Texts that are almost versions. */
export const anyVersionText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[0-9.v-]{0,14}$/),
  fc.stringMatching(/^(0|[1-9][0-9]{0,3})(\.[0-9]{1,3}){1,4}(-[0-9a-z.-]{0,8})?$/),
);
