import type { VerstampError } from '@verstamp/core';
import { readPlannedTarball } from '../../pack/plan.ts';
import { keyOf } from '../../package-version.ts';
import { choosePublishing } from '../../policy/publishing.ts';
import { showUrl } from '../../registry/show-url.ts';
import type { HeldClaim } from '../claim/held-claim.ts';
import type { ReleaseContext } from '../context.ts';
import type { Member, PackageMember } from '../members/member.ts';
import { judgeUpload } from '../upload/judge.ts';
import { exchangeIdentity } from '../upload/oidc.ts';
import { sendPackage, type Upload } from '../upload/upload.ts';

/** What came of publishing a package, as far as it went. */
export interface PublishOutcome {
  readonly problem: VerstampError | undefined;
  /** Whether it is known what is out and what is not. */
  readonly isSettled: boolean;
}

/** Everything that one package's upload needs. */
export interface PreparedUpload {
  readonly member: PackageMember;
  readonly upload: Upload;
}

/**
 * Does everything before the first byte goes out, and checks that the claim is still ours and the tarball still what was
 * guarded. Returns `undefined` for a package that is only tagged.
 *
 * @throws VerstampError `TARBALL_CHANGED` or `CLAIM_LOST` if one of them is not.
 */
export async function prepareUpload(
  context: ReleaseContext,
  member: Member,
  claim: HeldClaim,
): Promise<PreparedUpload | undefined> {
  const { settings, env, patience } = context;
  if (member.kind === 'tag-only') {
    await claim.check();
    return undefined;
  }
  context.say(`Publishing ${keyOf(member)}.`);
  const { pkg, tarball, name, metadata } = member;
  const { timeoutMs } = patience;
  const bytes = await readPlannedTarball(tarball);
  const upload: Upload = {
    metadata,
    bytes,
    target: await exchangeIdentity({ name, target: settings.target(pkg), env, timeoutMs }),
    connection: settings.connection,
    ...choosePublishing(pkg, context),
    distTag: member.distTag,
    otp: context.otp,
    // A registry may think for a while; large packages take their time on the way.
    timeoutMs: 3 * timeoutMs + bytes.length / 100,
    signal: claim.signal,
  };
  await claim.check();
  return { member, upload };
}

/** Publishes one package, and finds out what came of it. */
export async function publishPackage(
  { registry, readBackTimes: times, pause }: Pick<ReleaseContext, 'registry' | 'readBackTimes' | 'pause'>,
  { member, upload }: PreparedUpload,
  claim: HeldClaim,
): Promise<PublishOutcome> {
  const { pkg: subject, integrity } = member;
  const address = showUrl(upload.target.registry);
  const send = async () => {
    const answer = await sendPackage(upload);
    return judgeUpload(registry, { subject, integrity, answer, address, times, pause });
  };
  let outcome = await send();
  if (outcome.kind === 'unknown' && outcome.resendable) {
    // The same bytes: should the first have arrived after all, nothing is lost.
    await claim.check();
    outcome = await send();
  }
  if (outcome.kind === 'out') return { problem: undefined, isSettled: true };
  // If the registry lists other bytes, ours will never be there.
  const isOthers = outcome.kind === 'other' && outcome.problem.details.part === 'metadata';
  return { problem: outcome.problem, isSettled: outcome.kind === 'absent' || isOthers };
}
