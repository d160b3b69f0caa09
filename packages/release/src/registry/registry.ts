import type { DistTags } from '../policy/dist-tag.ts';
import { addressOf } from './address.ts';
import { interpretDistTags, type Published } from './answer.ts';
import { findVersion, type Search, type Subject } from './find-version.ts';
import { createIdentify } from './identity.ts';
import { readDocument } from './read-document.ts';
import type { RegistrySettings } from './settings/settings.ts';
import { showUrl } from './show-url.ts';
import { createTarballs, type Tarballs } from './tarballs/tarballs.ts';
import type { Transport } from './transport/transport.ts';
import { unclear } from './transport/unreachable.ts';

/** Reads what registries hold. */
export interface Registry extends Tarballs {
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
  const identify = createIdentify(transport);
  return {
    ...createTarballs({ settings, transport, cacheFolder }),
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
  };
}
