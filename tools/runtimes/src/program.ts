import { checkDecisions } from './checks/decisions.ts';
import type { Expect } from './checks/expect.ts';
import { checkGate } from './checks/gate.ts';
import { checkMessages } from './checks/messages.ts';
import { checkPolls } from './checks/polls.ts';
import { checkRequests } from './checks/requests.ts';
import { checkVersions } from './checks/versions.ts';

/** What was expected and did not come, one line each; and how much was asked. */
export interface Report {
  readonly checks: number;
  readonly faults: readonly string[];
}

/** Runs everything against the server at an address; it knows no runtime. */
export async function run(url: string): Promise<Report> {
  const faults: string[] = [];
  let checks = 0;
  const expect: Expect = (what, got, wanted) => {
    checks++;
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    if (a !== b) faults.push(`${what}: got ${a}, expected ${b}`);
  };
  checkVersions(expect);
  checkDecisions(expect);
  checkMessages(expect);
  await checkPolls(expect, url);
  await checkRequests(expect, url);
  await checkGate(expect);
  return { checks, faults };
}
