import type { Release } from '@verstamp/build/revision';
import { VerstampError } from '@verstamp/core';
import { claimLost } from '@verstamp/core/problems';
import { readPlannedTarball } from '../pack/plan.ts';
import { showUrl } from '../registry/show-url.ts';
import { readTarball } from '../tarball/tarball.ts';
import type { Hold } from './hold.ts';
import type { Member, PackageMember } from './members.ts';
import { exchangeIdentity } from './oidc.ts';
import { accessOf, wantsProvenance } from './policy.ts';
import { judgeUpload } from './read-back.ts';
import { keyOf } from './recall.ts';
import type { Scene } from './scene.ts';
import { sendPackage, type Upload } from './upload.ts';

/** What came of publishing a set. */
export type Publishing =
  /** Somebody else was here between the guard and the claim: nothing was sent, everything is to be asked again. */
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'ended';
      /** What is out, confirmed and on record. */
      readonly released: readonly Release[];
      /** What stopped it before the end. */
      readonly problem: VerstampError | undefined;
    };

/**
 * Publishes a claimed set, dependencies first, and records what is confirmed to be out; the first that is not stops it.
 *
 * @throws Whatever the ledger throws when it cannot record: the claim then tells the next run what is out.
 */
export async function publishSet(scene: Scene, members: readonly Member[], hold: Hold): Promise<Publishing> {
  const released: Release[] = [];
  let end: End = { problem: undefined, settled: true };
  try {
    if (!(await isFree(scene, members))) {
      await hold.drop();
      return { kind: 'overtaken' };
    }
    for (const member of members) {
      const upload = await prepare(scene, member, hold);
      end = { problem: undefined, settled: false };
      if (upload) end = await bringOut(scene, upload, hold);
      if (end.problem && hold.signal.aborted) throw claimLost({ releases: members }, { cause: end.problem });
      if (end.problem) break;
      end = { problem: undefined, settled: true };
      released.push(toRelease(scene, member));
    }
  } catch (error) {
    if (!(error instanceof VerstampError)) throw error;
    end = { ...end, problem: error };
  } finally {
    hold.release();
  }
  await scene.ledger.record(released);
  // What may still arrive stays claimed until the claim has ended.
  if (end.settled && released.length < members.length) await hold.drop();
  return { kind: 'ended', released, problem: end.problem };
}

interface End {
  readonly problem: VerstampError | undefined;
  /** Whether it is known what is out and what is not. */
  readonly settled: boolean;
}

/** What was free before the claim may have been published by who held the claim before. */
async function isFree(scene: Scene, members: readonly Member[]): Promise<boolean> {
  const { releases } = await scene.ledger.read();
  const known = new Set(releases.map(keyOf));
  if (members.some((member) => known.has(keyOf(member)))) return false;
  for (const member of members) {
    if (member.kind !== 'package') continue;
    const { kind } = await scene.registry.find(member.pkg);
    if (kind !== 'absent') return false;
  }
  return true;
}

interface PreparedUpload {
  readonly member: PackageMember;
  readonly upload: Upload;
}

/** Everything before the first byte goes out: the claim is still ours, the tarball still what was guarded. */
async function prepare(scene: Scene, member: Member, hold: Hold): Promise<PreparedUpload | undefined> {
  const { settings, policy, env, patience } = scene;
  if (member.kind === 'tag-only') {
    await hold.check();
    return undefined;
  }
  scene.say(`Publishing ${keyOf(member)}.`);
  const { pkg, tarball, name } = member;
  const { timeoutMs } = patience;
  const bytes = await readPlannedTarball(tarball);
  const upload: Upload = {
    files: await readTarball(bytes, tarball.tarball),
    bytes,
    target: await exchangeIdentity({ name, target: settings.target(pkg), env, timeoutMs }),
    connection: settings.connection,
    access: accessOf(pkg.manifest, policy),
    distTag: member.distTag,
    commit: scene.checkout?.commit,
    otp: scene.otp,
    provenance: wantsProvenance(pkg.manifest, env),
    // A registry may think for a while; large packages take their time on the way.
    timeoutMs: 3 * timeoutMs + bytes.length / 100,
    signal: hold.signal,
  };
  await hold.check();
  return { member, upload };
}

async function bringOut(scene: Scene, { member, upload }: PreparedUpload, hold: Hold): Promise<End> {
  const send = async () =>
    judgeUpload(scene.registry, {
      subject: member.pkg,
      integrity: member.integrity,
      answer: await sendPackage(upload),
      address: showUrl(upload.target.registry),
      times: scene.readBackTimes,
      pause: scene.pause,
    });
  let outcome = await send();
  if (outcome.kind === 'unknown' && outcome.resendable) {
    // The same bytes: should the first have arrived after all, nothing is lost.
    await hold.check();
    outcome = await send();
  }
  if (outcome.kind === 'out') return { problem: undefined, settled: true };
  // Where the metadata is of other bytes, these never come to be there.
  const isOthers = outcome.kind === 'other' && outcome.problem.details.part === 'metadata';
  return { problem: outcome.problem, settled: outcome.kind === 'absent' || isOthers };
}

function toRelease({ checkout }: Scene, { name, version, digest, integrity }: Member): Release {
  return {
    name,
    version,
    digest,
    ...(integrity === undefined ? {} : { integrity }),
    ...(checkout ? { commit: checkout.commit } : {}),
    time: new Date().toISOString(),
  };
}
