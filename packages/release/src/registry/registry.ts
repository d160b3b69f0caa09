import { registryUnreachable } from '@verstamp/core/problems';
import { TARBALL_BOUNDS } from '../tarball/bounds.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import { interpretPackument, interpretVersionDocument, type Published } from './answer.ts';
import { createTarballCache } from './cache.ts';
import { interpretDistTags, type DistTags } from './dist-tags.ts';
import type { RegistrySettings, RegistryTarget } from './settings.ts';
import { showUrl } from './show-url.ts';
import type { Transport } from './transport.ts';
import type { Unreachable } from './unreachable.ts';

/** A package as far as a registry is asked about it. */
export type Subject = Pick<WorkspacePackage, 'name' | 'version' | 'manifest'>;

/** Reads what registries hold. */
export interface Registry {
  /**
   * Finds out whether a version is published.
   * @throws VerstampError `REGISTRY_UNREACHABLE` where that could not be found out.
   */
  find(subject: Subject): Promise<Published>;
  /**
   * Finds the version that each dist-tag of a package names.
   * @throws VerstampError `REGISTRY_UNREACHABLE` where that could not be found out.
   */
  findTags(subject: Pick<Subject, 'name' | 'manifest'>): Promise<DistTags>;
  /**
   * Fetches a published tarball as it is.
   * @throws VerstampError `REGISTRY_UNREACHABLE` where it does not come.
   */
  fetchTarball(subject: Subject, published: Published & { readonly kind: 'present' }): Promise<Buffer>;
  /**
   * Gives a published tarball whose bytes are those of the integrity that was promised: the ones that were kept of
   * an earlier time, else as they are fetched.
   * @throws VerstampError `REGISTRY_UNREACHABLE` where it does not come, or comes with other bytes.
   */
  download(subject: Subject, published: Published & { readonly kind: 'present' }): Promise<Buffer>;
}

/** How a registry is asked. */
export interface RegistryOptions {
  /**
   * Whether "not found" is believed for a scoped package without credentials: registries
   * also say it of private packages that the asker may not see.
   */
  readonly believeHidden: (subject: Subject) => boolean;
  /** Where tarballs are kept that were fetched and checked; none are without it. */
  readonly cacheFolder?: string | undefined;
}

const MAX_DOCUMENT_BYTES = 64 * 2 ** 20;

/** Creates a reader of registries. */
export function createRegistry(
  settings: RegistrySettings,
  transport: Transport,
  { believeHidden, cacheFolder }: RegistryOptions,
): Registry {
  const cache = cacheFolder === undefined ? undefined : createTarballCache(cacheFolder);
  const read = async (url: string, { authorization }: RegistryTarget) =>
    transport.fetch({ url, authorization, maxBytes: MAX_DOCUMENT_BYTES });
  // Two answers may come from the same stale cache; most registries serve tarballs at this address.
  const isServed = async (subject: Subject, target: RegistryTarget) => {
    const { authorization } = target;
    const request = { url: tarballOf(subject, target), authorization, method: 'HEAD', maxBytes: 0 } as const;
    const { status } = await transport.fetch(request);
    return status === 200;
  };
  return {
    async find(subject) {
      const target = settings.target(subject);
      const packument = addressOf(subject, target);
      const document = `${packument}/${encodeURIComponent(subject.version)}`;
      const first = await read(document, target);
      const found = interpretVersionDocument(first, subject);
      if (found.kind === 'unclear') throw unclear(document, first.status, found.reason);
      if (found.kind !== 'elsewhere') return found;
      const second = await read(packument, target);
      const confirmed = interpretPackument(second, subject);
      if (confirmed.kind === 'unclear') throw unclear(packument, second.status, confirmed.reason);
      const hidden = second.status === 404 && subject.name.startsWith('@') && !target.authorization;
      if (hidden && !believeHidden(subject)) {
        const reason =
          'it says "not found" without credentials, as registries also do for private packages; ' +
          'log in, set publishConfig.access to "public", or say --new where the package has never been published.';
        throw unclear(packument, second.status, reason);
      }
      if (confirmed.kind === 'absent' && (await isServed(subject, target))) {
        const reason =
          'it lists no such version, and serves its tarball: a cache gave an old answer, or the version was taken away. ' +
          'Where this stays so, raise the version.';
        throw unclear(packument, second.status, reason);
      }
      return confirmed;
    },
    async findTags(subject) {
      const target = settings.target(subject);
      const url = addressOf(subject, target);
      const answer = await read(url, target);
      const tags = interpretDistTags(answer, subject.name);
      if ('kind' in tags) throw unclear(url, answer.status, tags.reason);
      return tags;
    },
    fetchTarball: async (subject, { tarball }) => {
      const { registry, authorization } = settings.target(subject);
      const trusted = new URL(tarball).origin === new URL(registry).origin;
      const maxBytes = TARBALL_BOUNDS.packedBytes;
      const request = { url: tarball, authorization: trusted ? authorization : undefined, maxBytes };
      const { status, body } = await transport.fetch(request);
      if (status !== 200) throw unclear(tarball, status, 'the published tarball did not come.');
      return body;
    },
    async download(subject, published) {
      const { tarball, integrity } = published;
      const kept = cache?.find(integrity);
      if (kept) return kept;
      const body = await this.fetchTarball(subject, published);
      const { default: ssri } = await import('ssri');
      if (ssri.checkData(body, integrity) === false) {
        throw unclear(tarball, 200, 'the bytes are not those of the integrity that the registry promises.');
      }
      cache?.keep(body);
      return body;
    },
  };
}

function addressOf({ name }: Pick<Subject, 'name'>, { registry }: RegistryTarget): string {
  return `${registry}${name.replace('/', '%2f')}`;
}

function tarballOf({ name, version }: Subject, { registry }: RegistryTarget): string {
  return `${registry}${name}/-/${name.split('/').at(-1)}-${encodeURIComponent(version)}.tgz`;
}

function unclear(url: string, status: number, reason: string): Unreachable {
  return registryUnreachable({ url: showUrl(url), status, reason });
}
