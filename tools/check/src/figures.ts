/** A figure in a page, and where the bench keeps what was measured. */
export interface Figure {
  readonly stated: number;
  readonly suite: string;
  /** As in `rows[contender=semver satisfies].ratio`. */
  readonly path: string;
  /** By how much of the measured value the stated one may differ. */
  readonly tolerance: number;
}

/** What is measured and therefore changes, by the words behind a number. */
const MEASURED = /\d[\d,.]*\s?(?:ns\b|numbers a second|times as (?:fast|long)|× as)/g;

/**
 * Reads the figures of a page: each has a comment behind it that says where it comes from, as in
 * `3.8 times<!-- bench verdict rows[contender=semver].ratio ±20% --> as fast`.
 */
export function readFigures(page: string): readonly Figure[] {
  const marks = page.matchAll(/(\d[\d,]*(?:\.\d+)?)[^\d<\n]*<!-- bench ([\w-]+) (.+?) ±(\d+)% -->/g);
  return [...marks].map(([, stated = '', suite = '', path = '', percent = '']) => ({
    stated: Number(stated.replaceAll(',', '')),
    suite,
    path,
    tolerance: Number(percent) / 100,
  }));
}

/** Counts what looks like a figure that was measured, marked or not. */
export function countMeasured(page: string): number {
  return page.replaceAll(/<!--.*?-->/g, '').match(MEASURED)?.length ?? 0;
}

/**
 * Finds a value in a suite's results.
 *
 * @throws Error where the path leads to no number.
 */
export function findValue(result: unknown, path: string): number {
  let value = result;
  for (const [, key = '', filters = ''] of path.matchAll(/([^.[\]]+)((?:\[[^\]]*\])*)\.?/g)) {
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (filters && Array.isArray(value)) value = value.find((row) => fits(row, filters));
  }
  if (typeof value !== 'number') throw new Error(`The bench kept no number at ${JSON.stringify(path)}.`);
  return value;
}

function fits(row: unknown, filters: string): boolean {
  return [...filters.matchAll(/\[([^=\]]+)=([^\]]*)\]/g)].every(
    ([, key = '', wanted]) => String((row as Readonly<Record<string, unknown>>)[key]) === wanted,
  );
}
