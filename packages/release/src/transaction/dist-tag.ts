import { isObject } from '../manifest.ts';

/** What decides under which dist-tag a version is published. */
export interface DistTagChoice {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** What was said on the command line. */
  readonly option?: string | undefined;
  /** The tag of Changesets' prerelease mode. */
  readonly prerelease?: string | undefined;
}

/** Chooses the dist-tag: what was said, `publishConfig.tag`, Changesets' prerelease mode, `latest`. */
export function chooseDistTag({ manifest, option, prerelease }: DistTagChoice): string {
  const own = isObject(manifest['publishConfig']) ? manifest['publishConfig']['tag'] : undefined;
  return option ?? (typeof own === 'string' && own !== '' ? own : undefined) ?? prerelease ?? 'latest';
}
