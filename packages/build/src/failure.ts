/** Returns the code of an error, such as `ENOENT` or the SQLSTATE `42P01`; `''` if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Returns the message of an error; `''` if it has none. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
