import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PipelineFacts } from './facts.ts';

const FILES = [
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '.drone.yml',
  '.woodpecker.yml',
  'Jenkinsfile',
] as const;

const FOLDERS = [
  '.github/workflows',
  '.forgejo/workflows',
  '.gitea/workflows',
  '.buildkite',
  '.woodpecker',
] as const;

/** Reads what the machines of a CI are told to do. */
export async function readPipelines(root: string): Promise<readonly PipelineFacts[]> {
  const listed = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(root, folder)).catch(() => []);
      return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`);
    }),
  );
  const found = await Promise.all(
    [...listed.flat(), ...FILES].map(async (file) => {
      const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
      return text === undefined ? [] : [{ file, text }];
    }),
  );
  return found.flat();
}
