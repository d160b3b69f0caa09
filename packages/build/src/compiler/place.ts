import { posix, sep } from 'node:path';
import type { Compilation } from 'webpack';
import type { TagPlace } from '../carrier/tag.ts';
import type { Stamping } from './assets.ts';

/** Returns the folder that a compilation is written to. */
export function outputFolder(compilation: Compilation): string {
  return compilation.getPath(compilation.outputOptions.path ?? '', {});
}

/** Returns where an asset is written, with `/`: its name may hold a query, and lead out of the folder. */
export function locate(compilation: Compilation, name: string): string {
  const folder = outputFolder(compilation).replaceAll(sep, '/');
  return posix.join('/', folder, withoutQuery(name));
}

/** Creates what says where assets are written, as seen from the folder of a compilation. */
export function createLocator(compilation: Compilation): (name: string) => string {
  const root = locate(compilation, '');
  return (name) => {
    const path = posix.join('.', withoutQuery(name));
    // To ask for the way takes longer than all else.
    return path.startsWith('..') ? posix.relative(root, posix.join(root, path)) : path;
  };
}

function withoutQuery(name: string): string {
  return name.replace(/\?.*$/, '');
}

/** Says from where a page or an entry has to know the way to the version document. */
export function placeOf(compilation: Compilation, name: string, { session, target }: Stamping): TagPlace {
  const { document } = session.settings;
  return {
    page: locate(compilation, name),
    base: target.base,
    document: document !== false && locate(compilation, document),
  };
}
