/** Tells whether a file is a page, by its name. */
export function isPageFile(file: string): boolean {
  return /\.x?html?$/i.test(file);
}

/** Tells whether a file may name others by their digests, as precache lists do; icons and styles are many. */
export function isListFile(file: string): boolean {
  return /\.(?:[cm]?js|json|webmanifest|x?html?|txt|xml)$/i.test(file);
}

/** Returns how a script's name ends, as in `.mjs`; `undefined` if the file is not a script. */
export function scriptExtension(file: string): string | undefined {
  return /\.[cm]?js$/.exec(file)?.[0];
}

/** Tells whether a file is a source map, by its name. */
export function isMapFile(file: string): boolean {
  return file.endsWith('.map');
}

/** Returns the file that a source map is of; any other file is returned as it is. */
export function mappedFile(file: string): string {
  return isMapFile(file) ? file.slice(0, -'.map'.length) : file;
}

/** Tells whether a pattern for file names holds a hash, in the words of any bundler; one that is computed is taken to. */
export function isHashedPattern(names: unknown): boolean {
  return typeof names !== 'string' || /\[(?:content|chunk|full|module)?hash(?::\w+)*\]/.test(names);
}
