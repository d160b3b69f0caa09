declare module 'semver/functions/satisfies.js' {
  /** Whether a version is in a range; a text that is no version is in none. */
  export default function satisfies(
    version: string,
    range: string,
    options?: { readonly includePrerelease?: boolean },
  ): boolean;
}
