import type { Release } from '@verstamp/build/revision';
import { VerstampError } from '@verstamp/core';
import { readPlannedTarball } from '../plan.ts';
import { readTarball } from '../tarball.ts';
import { chooseDistTag } from './dist-tag.ts';
import type { Hold } from './hold.ts';
import type { Member, PackageMember } from './members.ts';
import { accessOf, wantsProvenance } from './policy.ts';
import { judgeUpload, type UploadOutcome } from './read-back.ts';
import { keyOf } from './recall.ts';
import type { Scene } from './scene.ts';
import { sendPackage } from './upload.ts';

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
      end = await bringOut(scene, member, hold);
      if (end.problem) break;
      released.push(toRelease(scene, member));
    }
  } catch (error) {
    if (!(error instanceof VerstampError)) throw error;
    end = { problem: error, settled: false };
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

async function bringOut(scene: Scene, member: Member, hold: Hold): Promise<End> {
  await hold.check();
  if (member.kind === 'tag-only') return { problem: undefined, settled: true };
  scene.say(`Publishing ${keyOf(member)}.`);
  const outcome = await publishPackage(scene, member, hold.signal);
  if (outcome.kind === 'out') return { problem: undefined, settled: true };
  return { problem: outcome.problem, settled: outcome.kind === 'absent' };
}

async function publishPackage(
  scene: Scene,
  { pkg, tarball, integrity }: PackageMember,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  const { settings, policy, env, patience, registry, readBackTimes, pause } = scene;
  const target = settings.target(pkg);
  // Read again, and checked against what was packed and guarded, right before it goes out.
  const bytes = await readPlannedTarball(tarball);
  const answer = await sendPackage({
    files: await readTarball(bytes, tarball.tarball),
    bytes,
    target,
    connection: settings.connection,
    access: accessOf(pkg.manifest, policy),
    distTag: chooseDistTag({ manifest: pkg.manifest, option: scene.distTag, prerelease: policy.prerelease }),
    commit: scene.checkout?.commit,
    otp: scene.otp,
    provenance: wantsProvenance(pkg.manifest, env),
    // A registry may think for a while; large packages take their time on the way.
    timeoutMs: 3 * patience.timeoutMs + bytes.length / 100,
    signal,
  });
  return judgeUpload(registry, {
    subject: pkg,
    integrity,
    answer,
    address: target.registry,
    times: readBackTimes,
    pause,
  });
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
