import type { ChooseNotFoundTrust } from '../policy/not-found-trust.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import { addressOf, tarballOf } from './address.ts';
import { interpretPackument, interpretVersionDocument, type Answer, type Published } from './answer.ts';
import { doubtAbsence } from './doubt-absence.ts';
import type { Identify } from './identity.ts';
import { readDocument } from './read-document.ts';
import type { RegistryTarget } from './settings/settings.ts';
import { isSick, type Transport } from './transport/transport.ts';
import { unclear } from './transport/unreachable.ts';

/** A package as far as a registry is asked about it. */
export type Subject = Pick<WorkspacePackage, 'name' | 'version' | 'manifest'>;

/** Options of finding a version. */
export interface Search {
  readonly target: RegistryTarget;
  readonly transport: Transport;
  readonly identify: Identify;
  /** Chooses when "not found" of a scoped package is trusted. */
  readonly trustNotFound: ChooseNotFoundTrust;
}

/**
 * Finds out whether a version is published: by its own document, and by the packument if that says nothing for certain.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE` if that could not be found out.
 */
export async function findVersion(subject: Subject, search: Search): Promise<Published> {
  const { target, transport } = search;
  const packument = addressOf(subject, target);
  const document = `${packument}/${encodeURIComponent(subject.version)}`;
  const first = await readDocument(transport, target, document);
  const found = interpretVersionDocument(first, subject);
  if (found.kind === 'unclear') throw unclear(document, first.status, found.reason);
  if (found.kind !== 'elsewhere') return found;
  const second = await readDocument(transport, target, packument);
  const confirmed = interpretPackument(second, subject);
  if (confirmed.kind === 'unclear') throw unclear(packument, second.status, confirmed.reason);
  const doubt = confirmed.kind === 'absent' ? await findDoubt(subject, second, search) : undefined;
  if (doubt !== undefined) throw unclear(packument, second.status, doubt);
  return confirmed;
}

/** Finds why it is not certain that a version is not there. */
async function findDoubt(
  subject: Subject,
  { status }: Answer,
  { target, transport, identify, trustNotFound }: Search,
): Promise<string | undefined> {
  if (status === 404 && subject.name.startsWith('@')) {
    const trust = await trustNotFound(subject, target.registry);
    const doubt = trust === 'always' ? undefined : doubtAbsence(trust, await identify(target));
    if (doubt !== undefined) return doubt;
  }
  if (await isServed(subject, { target, transport })) {
    return (
      'it lists no such version, and serves its tarball: a cache gave an old answer, or the version was taken away. ' +
      'Where this stays so, raise the version.'
    );
  }
  return undefined;
}

/** Two answers may come from the same stale cache; most registries serve tarballs at one address. */
async function isServed(
  subject: Subject,
  { target, transport }: Pick<Search, 'target' | 'transport'>,
): Promise<boolean> {
  const { registry: _, ...credentials } = target;
  const url = tarballOf(subject, target);
  const { status } = await transport.fetch({ url, ...credentials, method: 'HEAD', maxBytes: 0 });
  // 501 is all that some know to say of such a question.
  if (isSick(status) && status !== 501) throw unclear(url, status, 'it does not say whether it serves this.');
  return status === 200;
}
