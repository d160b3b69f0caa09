/** Returns what the system says of an operation that failed, as in `ENOENT`; `undefined` if it says nothing. */
export function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
