import { TARBALL_BOUNDS } from '../../tarball/bounds.ts';
import { isIntact } from '../../tarball/integrity.ts';
import type { Present } from '../answer.ts';
import type { Subject } from '../find-version.ts';
import { NO_CREDENTIALS } from '../settings/credentials.ts';
import type { RegistrySettings } from '../settings/settings.ts';
import type { Transport } from '../transport/transport.ts';
import { unclear } from '../transport/unreachable.ts';
import { createTarballCache } from './cache.ts';

/** Fetches published tarballs. */
export interface Tarballs {
  /**
   * Fetches the bytes that are served as a version's tarball, whatever they are.
   * @throws VerstampError `REGISTRY_UNREACHABLE` if none come.
   */
  fetchServed(subject: Subject, published: Present): Promise<Buffer>;
  /**
   * Returns the bytes that a version's metadata promises by their integrity: from the cache, else fetched.
   * @throws VerstampError `REGISTRY_UNREACHABLE` if none come, or others.
   */
  fetchPromised(subject: Subject, published: Present): Promise<Buffer>;
}

/** Options of fetching tarballs. */
export interface TarballOptions {
  readonly settings: Pick<RegistrySettings, 'target'>;
  readonly transport: Transport;
  /** Where published tarballs are kept once they were fetched and checked; without it none are. */
  readonly cacheFolder: string | undefined;
}

/** Creates what fetches published tarballs. */
export function createTarballs({ settings, transport, cacheFolder }: TarballOptions): Tarballs {
  const cache = cacheFolder === undefined ? undefined : createTarballCache(cacheFolder);
  const fetchServed: Tarballs['fetchServed'] = async (subject, { tarball }) => {
    const { registry, ...credentials } = settings.target(subject);
    const trusted = new URL(tarball).origin === new URL(registry).origin;
    const maxBytes = TARBALL_BOUNDS.packedBytes;
    const shown = trusted ? credentials : NO_CREDENTIALS;
    const { status, body } = await transport.fetch({ url: tarball, ...shown, maxBytes });
    if (status !== 200) throw unclear(tarball, status, 'the published tarball did not come.');
    return body;
  };
  return {
    fetchServed,
    async fetchPromised(subject, published) {
      const { tarball, integrity } = published;
      const kept = cache?.find(integrity);
      if (kept) return kept;
      const bytes = await fetchServed(subject, published);
      if (!(await isIntact(bytes, integrity))) {
        throw unclear(tarball, 200, 'the bytes are not those of the integrity that the registry promises.');
      }
      cache?.keep(bytes);
      return bytes;
    },
  };
}
