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
  /** Returns the texts of objects by their ids, without those that the clone lacks. */
  texts(oids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** Creates the problem that a ref has no text that can be read. */
  unreadable(): Error;
}

/** How often refs that do not move are read again: a text that was lost is there the next time, or never. */
const MOST_REPEATED = 3;

/** Reads refs by names or patterns, as they stood when they were listed. */
export async function readRefs(
  source: RefSource,
  patterns: readonly string[],
): Promise<ReadonlyMap<string, RefValue>> {
  // What has a name is fetched while it is being listed: that is one answer less to wait for.
  const isNamed = patterns.every((pattern) => !pattern.endsWith('*'));
  let [refs] = await Promise.all([source.list(patterns), isNamed && source.fetch(patterns)]);
  // By their ids first, so that the remote's refs are not listed once more; not every remote allows it.
  let by: 0 | 1 = 1;
  for (let repeated = 0; repeated <= MOST_REPEATED;) {
    const values = await load(source, refs, by);
    if (values) return values;
    const listed = [...refs].join();
    // What moved between the questions is asked for again.
    refs = await source.list(patterns);
    repeated = [...refs].join() === listed ? repeated + 1 : 0;
    by = 0;
  }
  throw source.unreadable();
}

/** Reads the texts of refs, and fetches by name or id those that the clone lacks; `undefined` if one is not there. */
async function load(
  source: RefSource,
  refs: ReadonlyMap<string, string>,
  by: 0 | 1,
): Promise<ReadonlyMap<string, RefValue> | undefined> {
  // The refs of a claim all point at one text, which says all of it.
  const oids = new Set(refs.values());
  let texts = await source.texts(oids);
  const lacking = [...refs].filter(([, oid]) => !texts.has(oid));
  if (lacking.length > 0) {
    await source.fetch(new Set(lacking.map((pair) => pair[by])));
    texts = await source.texts(oids);
  }
  if (texts.size < oids.size) return undefined;
  return new Map([...refs].map(([ref, oid]) => [ref, { oid, text: texts.get(oid) ?? '' }]));
}
