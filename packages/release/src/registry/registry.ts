import type { DistTags } from '../policy/dist-tag.ts';
import { TARBALL_BOUNDS } from '../tarball/bounds.ts';
import { isIntact } from '../tarball/integrity.ts';
import { addressOf } from './address.ts';
import { interpretDistTags, type Present, type Published } from './answer.ts';
import { createTarballCache } from './cache.ts';
import { NO_CREDENTIALS } from './credentials.ts';
import { findVersion, type Search, type Subject } from './find-version.ts';
import { createIdentify } from './identity.ts';
import { readDocument } from './read-document.ts';
import type { RegistrySettings } from './settings.ts';
import { showUrl } from './show-url.ts';
import type { Transport } from './transport.ts';
import { unclear } from './unreachable.ts';

/** Reads what registries hold. */
export interface Registry {
  /** Returns the address of the registry that a package would go to, without credentials. */
  addressOf(subject: Pick<Subject, 'name' | 'manifest'>): string;
  /**
   * Finds out whether a version is published.
   * @throws VerstampError `REGISTRY_UNREACHABLE` if that could not be found out.
   */
  find(subject: Subject): Promise<Published>;
  /**
   * Finds the version that each dist-tag of a package names.
   * @throws VerstampError `REGISTRY_UNREACHABLE` if that could not be found out.
   */
  findTags(subject: Pick<Subject, 'name' | 'manifest'>): Promise<DistTags>;
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

/** Options of reading registries. */
export interface RegistryOptions extends Pick<Search, 'trustNotFound'> {
  /** Where published tarballs are kept once they were fetched and checked; without it none are. */
  readonly cacheFolder?: string | undefined;
}

/** Creates a reader of registries. */
export function createRegistry(
  settings: RegistrySettings,
  transport: Transport,
  { trustNotFound, cacheFolder }: RegistryOptions,
): Registry {
  const cache = cacheFolder === undefined ? undefined : createTarballCache(cacheFolder);
  const identify = createIdentify(transport);
  const fetchServed: Registry['fetchServed'] = async (subject, { tarball }) => {
    const { registry, ...credentials } = settings.target(subject);
    const trusted = new URL(tarball).origin === new URL(registry).origin;
    const maxBytes = TARBALL_BOUNDS.packedBytes;
    const shown = trusted ? credentials : NO_CREDENTIALS;
    const { status, body } = await transport.fetch({ url: tarball, ...shown, maxBytes });
    if (status !== 200) throw unclear(tarball, status, 'the published tarball did not come.');
    return body;
  };
  return {
    addressOf: (subject) => showUrl(settings.target(subject).registry),
    async find(subject) {
      return findVersion(subject, { target: settings.target(subject), transport, identify, trustNotFound });
    },
    async findTags(subject) {
      const target = settings.target(subject);
      const url = addressOf(subject, target);
      const answer = await readDocument(transport, target, url);
      const tags = interpretDistTags(answer, subject.name);
      if ('kind' in tags) throw unclear(url, answer.status, tags.reason);
      return tags;
    },
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
