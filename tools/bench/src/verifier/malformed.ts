import { readFileSync } from 'node:fs';
import { compareVersions } from 'compare-versions';
import satisfies from 'semver/functions/satisfies.js';
import { sameMajor, verdict } from '../../../../packages/core/src/index.ts';

/** What came of texts that are no versions. */
export interface Malformed {
  readonly contender: string;
  readonly kinds: number;
  /** Taken for a version. */
  readonly accepted: readonly string[];
  /** Told by an exception, which whoever calls it may not expect. */
  readonly thrown: number;
}

const SERVER = '1.2.3';

/** Each says whether it takes a client's text for a version; a comparison that gives a number has taken it. */
const CONTENDERS: Readonly<Record<string, (client: string) => boolean>> = {
  verdict: (client) => verdict(client, SERVER, sameMajor) !== 'unknown',
  'compare-versions': (client) => Number.isFinite(compareVersions(client, SERVER)),
  'semver satisfies': (client) => satisfies(client, `^${SERVER}`),
};

/** Asks everybody about the texts of the conformance files that are no versions. */
export function tryMalformed(): readonly Malformed[] {
  const file = new URL('../../../../packages/core/conformance/versions.json', import.meta.url);
  const { invalid } = JSON.parse(readFileSync(file, 'utf8')) as { readonly invalid: readonly unknown[] };
  const texts = invalid.filter((value) => typeof value === 'string');
  return Object.entries(CONTENDERS).map(([contender, accepts]) => {
    const outcomes = texts.map((text) => tell(() => accepts(text)));
    return {
      contender,
      kinds: texts.length,
      accepted: texts.filter((_, index) => outcomes[index] === 'accepted'),
      thrown: outcomes.filter((outcome) => outcome === 'thrown').length,
    };
  });
}

function tell(accepts: () => boolean): 'accepted' | 'refused' | 'thrown' {
  try {
    return accepts() ? 'accepted' : 'refused';
  } catch {
    return 'thrown';
  }
}
