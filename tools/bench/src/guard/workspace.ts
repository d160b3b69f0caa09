import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A package as a registry takes it. */
export interface Published {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** How large a workspace is. */
export interface WorkspaceShape {
  readonly scope: string;
  readonly count: number;
  /** How many files of four kilobytes each package has. */
  readonly files: number;
}

/** A pnpm workspace on disk. */
export interface BenchWorkspace {
  readonly root: string;
  readonly packages: readonly Published[];
  /** What each package holds. */
  readonly kilobytes: number;
  /** Names other tools in every package, or none: it is packed to other bytes then, with the same content. */
  readonly retool: (tools: Readonly<Record<string, string>> | undefined) => void;
  remove(): void;
}

/** Writes a workspace that publishes to a registry. */
export function writeWorkspace(registry: string, { scope, count, files }: WorkspaceShape): BenchWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'verstamp-bench-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', JSON.stringify({ name: scope, private: true, version: '0.0.0' }));
  write('pnpm-workspace.yaml', 'packages: [packages/*]\npmOnFail: ignore\n');
  write('.npmrc', `registry=${registry}\n//${new URL(registry).host}/:_authToken=bench\n`);
  const writeManifest = (number: number, manifest: object) =>
    write(`packages/p${number}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  const packages = Array.from({ length: count }, (_, number) => {
    const manifest = {
      name: `@${scope}/p${number}`,
      version: '1.2.3',
      type: 'module',
      exports: './dist/m0.js',
      files: ['dist'],
      publishConfig: { access: 'public' },
    };
    writeManifest(number, manifest);
    for (let file = 0; file < files; file++) {
      const lines = Array.from(
        { length: 100 },
        (__, line) =>
          `export const a${line} = ${(number * 7919 + line * 104_729 + file * 1299) % 99_991}; // ${line ^ file}`,
      );
      write(`packages/p${number}/dist/m${file}.js`, lines.join('\n'));
    }
    return manifest;
  });
  return {
    root,
    packages,
    kilobytes: files * 4,
    retool: (devDependencies) => {
      for (const [number, manifest] of packages.entries()) {
        writeManifest(number, devDependencies ? { ...manifest, devDependencies } : manifest);
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
