/** Why a version could not be read: none was sent, more than one, or a text that is not a version. */
export type UnreadableReason = 'missing' | 'repeated' | 'malformed';

/** What a request or message had to say of its version. */
export type Reading = 'version' | UnreadableReason;
