/** The oldest Node that this package names in its `engines`. */
export const OLDEST_NODE = 22;

/** Says which Node this is if it is too old, so that nobody has to guess it from what is missing in it. */
export function describeOldNode(version: string): string | undefined {
  return Number.parseInt(version, 10) < OLDEST_NODE ? `This is Node ${version}.` : undefined;
}
