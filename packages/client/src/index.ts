export { createVerifier } from './verifier.ts';
export type { Listener, Status, Verifier, VerifierOptions } from './verifier.ts';
export type { PollOptions } from './poll.ts';

export { createFetch } from './fetch.ts';
export type { Carrier, FetchOptions } from './fetch.ts';
export { isVersionRefused, readRefused } from './refused.ts';
export type { VersionRefusedError } from '@verstamp/core/problems';

export { createMessageCheck } from './message.ts';
export type { MessageCheck, MessageCheckOptions } from './message.ts';
