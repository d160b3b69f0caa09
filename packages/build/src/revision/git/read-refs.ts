/** What a ref on the remote points at. */
export interface RefValue {
  readonly oid: string;
  readonly text: string;
}

/** What refs are read from: a remote, and the clone that its objects are fetched into. */
export interface RefSource {
  /** Lists refs by names or patterns: their object ids. */
  list(patterns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Fetches objects by their ids or refs, as far as they are there. */
  fetch(wanted: Iterable<string>): Promise<void>;
  /** Returns the texts of objects, in the same order; `undefined` for one that the clone lacks. */
  texts(oids: readonly string[]): Promise<readonly (string | undefined)[]>;
}

/** Reads refs by names or patterns, as they stood when they were listed. */
export async function readRefs(
  source: RefSource,
  patterns: readonly string[],
): Promise<ReadonlyMap<string, RefValue>> {
  // What has a name is fetched while it is being listed: that is one answer less to wait for.
  const isNamed = patterns.every((pattern) => !pattern.endsWith('*'));
  let [refs] = await Promise.all([source.list(patterns), isNamed && source.fetch(patterns)]);
  // By their ids first, so that the remote's refs are not listed once more; not every remote allows it.
  for (let wanted = refs.values(); ; wanted = refs.keys()) {
    const values = await load(source, refs, [...wanted]);
    if (values) return values;
    // What moved between the questions is asked for again.
    refs = await source.list(patterns);
  }
}

/** Reads the texts of refs, and fetches by `wanted` those that the clone lacks; `undefined` if one is not there. */
async function load(
  source: RefSource,
  refs: ReadonlyMap<string, string>,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, RefValue> | undefined> {
  const oids = [...refs.values()];
  let texts = await source.texts(oids);
  if (texts.includes(undefined)) {
    await source.fetch(new Set(wanted.filter((_, index) => texts[index] === undefined)));
    texts = await source.texts(oids);
  }
  if (texts.includes(undefined)) return undefined;
  return new Map([...refs].map(([ref, oid], index) => [ref, { oid, text: texts[index] ?? '' }]));
}
