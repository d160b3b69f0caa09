export { createVerifier } from './verifier.ts';
export type { Status, Verifier } from './verifier.ts';
export type { Decision, Difference, Mover, Part, Refusal, Side, Verdict } from '@verstamp/core';
export type { VerifierOptions } from './verifier-options.ts';
export type { Listener, SubscribeOptions } from './listener.ts';
export type { Fetch, PollOptions } from './poll.ts';

export { readDecisions } from './decisions.ts';
export type { DecisionsOptions } from './decisions.ts';

export { RELOAD_EVENT, reloadOnUpdate } from './reload.ts';
export type { ReloadOptions, ReloadRequest } from './reload.ts';
export { renewAndReload } from './renew.ts';
export type { RenewOptions } from './renew.ts';

export { seeServerTiming } from './server-timing.ts';
export type { ServerTimingOptions } from './server-timing.ts';
export { checkOnReturn } from './returning.ts';
export type { ReturnOptions } from './returning.ts';
export { startShared } from './tabs.ts';

export { createFetch } from './fetch.ts';
export type { Carrier, FetchOptions } from './fetch.ts';
export { isVersionRefused, readRefused } from './refused.ts';
export type { VersionRefusedError } from '@verstamp/core/problems';

export { createMessageCheck } from './message.ts';
export type { MessageCheck, MessageCheckOptions } from './message.ts';
