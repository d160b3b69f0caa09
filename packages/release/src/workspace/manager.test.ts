import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { detectManager, nameManager } from './manager.ts';

type Files = Readonly<Record<string, string>>;

let root: string;

beforeEach(() => {
  root = makeFolder();
});

const write = (files: Files): void => {
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    writeFileSync(join(root, file), text);
  }
};

const detect = (tool: string, files: Files): string => {
  write(files);
  return detectManager(root, tool);
};

const named = (packageManager: string): Files => ({ 'package.json': JSON.stringify({ packageManager }) });

describe('nameManager', () => {
  it.each<[string | undefined, string | undefined, Files]>([
    ['pnpm', 'pnpm', named('npm@11.0.0')],
    ['npm', 'npm', named('pnpm@12.21.0')],
    ['npm', 'root', { ...named('npm@11.0.0+sha512.abc'), 'pnpm-workspace.yaml': '' }],
    ['npm', 'yarn', named('npm@11.0.0')],
    ['pnpm', undefined, named('pnpm@12.21.0')],
    ['yarn', 'root', { 'yarn.lock': '' }],
    ['bun', undefined, { 'bun.lockb': '' }],
    ['deno', 'root', named('deno@2.0.0')],
    [undefined, 'root', {}],
    [undefined, 'lerna', { 'package.json': '{ "packageManager": 7 }' }],
  ])('names %s in a workspace of %s with %o', (manager, tool, files) => {
    write(files);
    expect(nameManager(root, tool)).toBe(manager);
  });
});

describe('detectManager', () => {
  it.each<[string, string, Files]>([
    ['npm', 'root', {}],
    ['npm', 'npm', {}],
    ['pnpm', 'pnpm', {}],
    ['pnpm', 'root', { 'pnpm-lock.yaml': '' }],
    ['pnpm', 'lerna', named('pnpm@12.21.0')],
    ['yarn', 'yarn', named('yarn@4.10.3')],
    ['yarn', 'yarn', { 'yarn.lock': '# Made by yarn\n\n__metadata:\n  version: 8\n' }],
    ['yarn', 'yarn', { 'yarn.lock': '', '.yarnrc.yml': '' }],
    ['yarn', 'root', { ...named('yarn@4.10.3'), 'yarn.lock': '' }],
    ['yarn-classic', 'yarn', named('yarn@1.22.22')],
    ['yarn-classic', 'yarn', { 'yarn.lock': '# yarn lockfile v1\n' }],
    ['yarn-classic', 'root', { 'yarn.lock': '# yarn lockfile v1\n' }],
    ['bun', 'bun', {}],
    ['bun', 'root', { 'bun.lock': '{}' }],
    ['bun', 'yarn', named('bun@1.4.5')],
  ])('finds %s in a workspace of %s with %o', (manager, tool, files) => {
    expect(detect(tool, files)).toBe(manager);
  });

  it.each<[string, Files]>([
    ['rush', {}],
    ['root', named('vlt@1.0.0')],
  ])('refuses a workspace of %s with %o', (tool, files) => {
    expect(() => detect(tool, files)).toThrow(expect.objectContaining({ code: 'WORKSPACE_INVALID' }));
  });
});
