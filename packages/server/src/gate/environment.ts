interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Tells whether the operator switched the check off with `VERSTAMP_CHECK=off`; not every platform has an environment. */
export function isSwitchedOff(): boolean {
  try {
    return (globalThis as Environment).process?.env?.['VERSTAMP_CHECK'] === 'off';
  } catch {
    // Deno throws if the program may not read its environment.
    return false;
  }
}
