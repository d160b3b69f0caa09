import type { GitResult } from './run.ts';

const RACED =
  /^!.*\((stale info|fetch first|needs force|.*(transaction failed|cannot lock ref|failed to (update|lock)|already exists|incorrect old))/m;

/** Tells whether somebody else changed one of the refs first, or is just doing so. */
export function isRaced({ stdout }: GitResult): boolean {
  return RACED.test(stdout.toString('utf8'));
}

/** Tells whether the remote does not let us, or is not one: to try again would not help. */
export function isDenied({ stdout, stderr }: GitResult): boolean {
  if (/^!.*\[remote rejected\]/m.test(stdout.toString('utf8'))) return true;
  return /permission|denied|\b40[13]\b|authentication|could not read Username|not appear to be a git|not found/i.test(
    stderr,
  );
}

/** Returns git's own words for why it failed. */
export function reasonOf({ code, stdout, stderr }: GitResult, silenceMs: number): string {
  if (code === undefined) return `nothing came from it for ${silenceMs / 1000} s`;
  const rejected = /^!.*\[remote rejected\] (.*)$/m.exec(stdout.toString('utf8'))?.[1];
  const fatal = /^(?:fatal|error|remote): (.*\S)/m.exec(stderr)?.[1];
  const reason = (rejected ?? fatal ?? `git ended with ${code}`).slice(0, 10_000);
  // A remote's address may hold a password, with any characters in it, or a token.
  return reason.replace(/\/\/.*@/, '//').replaceAll(/(\/\/[^\s?]*)\?\S*/g, '$1');
}
