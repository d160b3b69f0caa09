/** The present versions of a workspace's packages, by name. */
export type Siblings = ReadonlyMap<string, string>;
