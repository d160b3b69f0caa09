import { nextDelay } from '../src/poll.ts';
import { createVerifier, reloadOnUpdate } from '../src/index.ts';
import { createRandom } from '@verstamp/testing/random';

/** A deploy that replaces one server after another. */
export interface Rollout {
  readonly clients: number;
  readonly servers: number;
  /** How long it takes. */
  readonly minutes: number;
  readonly rule: string;
  readonly seed: number;
}

const OLD = '1.4.3.417';
const NEW = '1.5.0.418';
const INTERVAL_MS = 300_000;
const HOUR_MS = 60 * 60_000;

/** Plays a deploy to clients that run the real verifier and the real reload, on a clock of their own. */
export function deploy(plan: Rollout): { reloads: number; left: number } {
  const { now } = Date;
  const leave = enterPage();
  try {
    return play(plan);
  } finally {
    leave();
    Date.now = now;
  }
}

function play({ clients, servers, minutes, rule, seed }: Rollout): { reloads: number; left: number } {
  const random = createRandom(seed);
  // Any answer, a page as well as a version document, comes from any server.
  const askAny = (at: number): string =>
    Math.floor(random() * servers) < (at / (minutes * 60_000)) * servers ? NEW : OLD;
  let reloads = 0;
  let left = 0;
  for (let client = 0; client < clients; client++) {
    // What one has stored is no other's.
    const name = `shop${client}`;
    let at = random() * INTERVAL_MS;
    let version = OLD;
    Date.now = () => at;
    // Who is on the new build goes on until all servers are; who is not gets a day.
    const isOver = (): boolean => at > (version === OLD ? 24 * HOUR_MS : minutes * 60_000 + HOUR_MS);
    while (!isOver()) {
      const verifier = createVerifier({ name, version, rule });
      const page = { isReloading: false };
      const stop = reloadOnUpdate(verifier, { reload: () => void (page.isReloading = true) });
      while (!page.isReloading && !isOver()) {
        verifier.see({ name, version: askAny(at) });
        at += nextDelay(INTERVAL_MS, 0, random());
      }
      stop();
      if (page.isReloading) reloads++;
      version = page.isReloading ? askAny(at) : version;
    }
    if (version === OLD) left++;
  }
  return { reloads, left };
}

/** Puts around the code what a page has, until the result is called. */
function enterPage(): () => void {
  const page = { sessionStorage: {}, addEventListener() {}, dispatchEvent: () => true };
  const before = Object.getOwnPropertyDescriptors(globalThis) as Readonly<Record<string, PropertyDescriptor>>;
  for (const [key, value] of Object.entries(page))
    Object.defineProperty(globalThis, key, { configurable: true, value });
  return () => {
    for (const key of Object.keys(page)) {
      Reflect.deleteProperty(globalThis, key);
      if (before[key]) Object.defineProperty(globalThis, key, before[key]);
    }
  };
}
