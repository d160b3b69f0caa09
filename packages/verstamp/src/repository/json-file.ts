import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';
import { parseJson } from '../edit/json.ts';
import type { Doubt, JsonFile } from './facts.ts';

/** Reads the first of some JSON files that is there; one that cannot be read is a doubt. */
export async function readJsonFile(
  root: string,
  names: readonly string[],
  doubts: Doubt[],
): Promise<JsonFile | undefined> {
  for (const file of names) {
    const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const body = parseJson(text);
    if (body) return { file, body };
    doubts.push({ place: file, problem: workspaceInvalid({ path: file, reason: 'it is no JSON object.' }) });
  }
  return undefined;
}
