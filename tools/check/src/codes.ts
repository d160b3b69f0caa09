import { readPackages, readSources } from './workspace.ts';

/** Reads the code of every error that a package makes. */
export function readCodes(): ReadonlySet<string> {
  const texts = readPackages().flatMap(({ folder }) => readSources(folder).map(({ text }) => text));
  return new Set(texts.flatMap(listCodes));
}

function listCodes(source: string): readonly string[] {
  const made = source.matchAll(/(?:new VerstampError|VerstampError<)\s*\(?\s*'([^']+)'/g);
  return [...made].map(([, code = '']) => code);
}
