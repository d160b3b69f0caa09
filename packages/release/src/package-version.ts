/** A version of a package. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** Returns the text by which a version is found on record, tagged and shown: `NAME@VERSION`. */
export function keyOf({ name, version }: PackageVersion): string {
  return `${name}@${version}`;
}
