import type { Environment } from 'vite';
import { EXTENSION_FILE } from '../output/extension.ts';
import { isListFile } from '../output/file-kind.ts';
import type { SplitFiles } from '../output/split.ts';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import { listFiles } from './list-files.ts';
import type { PluginState } from './state.ts';

/** An output that stands on the disk, and the bundler's files in it. */
export interface WrittenOutput extends SplitFiles {
  readonly folder: string;
}

/** Options of {@link recordOutput}. */
export interface OutputFiles extends WrittenOutput {
  /** Whether others may have changed what was copied from the public folder. */
  readonly isShared: boolean;
}

/**
 * Records an output: the files of the bundle, and those copied from the public folder. Returns what was recorded.
 * Vite's own manifests are left out: frameworks read them, and many put out the rest without them.
 */
export async function recordOutput(
  state: PluginState,
  environment: Environment,
  { folder, isShared, ...files }: OutputFiles,
): Promise<RecordedOutput> {
  const { config } = environment;
  const { document, digests } = state.settings;
  const manifests = listManifests(config.build);
  const paths = files.paths.filter((path) => !manifests.includes(path));
  const unstamped = [...files.unstamped];
  // Vite copies it to servers as well.
  if (config.build.copyPublicDir) {
    // A browser extension's manifest is stamped wherever it comes from.
    const copied = digests || isShared ? listFiles(config.publicDir, { isCopied: true }) : [EXTENSION_FILE];
    const mayChange = (path: string): boolean => path === EXTENSION_FILE || (isShared && isListFile(path));
    for (const path of copied) (mayChange(path) ? paths : unstamped).push(path);
  }
  const stamp = await state.session(environment).stamp();
  const output = { stamp, document, digests, paths, unstamped };
  writeRecords(folder, output);
  return output;
}

function listManifests({ manifest, ssrManifest }: Environment['config']['build']): readonly string[] {
  return [
    typeof manifest === 'string' ? manifest : '.vite/manifest.json',
    typeof ssrManifest === 'string' ? ssrManifest : '.vite/ssr-manifest.json',
  ];
}
