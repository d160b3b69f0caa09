import { isObject, parseObject, textOf } from '../../../json.ts';
import { isYarnDefault, type Setting } from '../resolve-registry.ts';
import { askManager } from './ask-manager.ts';
import { readAround } from './own-files.ts';
import type { ReaderOptions } from './reader.ts';

/** The settings that say where yarn 2 and later publish. */
const KEYS = ['npmPublishRegistry', 'npmRegistryServer', 'npmScopes'] as const;

/**
 * Reads the registries that yarn 2 and later go by, which leave `.npmrc` unread. It is asked only if something names one:
 * a name may be a variable, and come from any folder around.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if it does not tell.
 */
export async function readYarn(options: ReaderOptions): Promise<readonly Setting[]> {
  if (!isNamed(options)) return [];
  const [publish, server, scopes] = await Promise.all(KEYS.map(async (key) => ask(options, key)));
  const own = textOf(publish) ?? chosenOf(server);
  return [(name) => (name === 'registry' ? own : findScoped(scopes, name))];
}

function isNamed({ root, env }: ReaderOptions): boolean {
  if (Object.keys(env).some((name) => /^yarn_npm_(?:registry|publish_registry|scopes)/i.test(name)))
    return true;
  const file = env['YARN_RC_FILENAME'] ?? '.yarnrc.yml';
  return readAround(root, { file, env }).some((text) => /^(?![^\S\n]*#).*npm\w*Registry/m.test(text));
}

async function ask(options: ReaderOptions, key: string): Promise<unknown> {
  const { stdout, untold } = await askManager(options, 'yarn', ['config', 'get', key, '--json']);
  // So much it says of an empty list.
  if (stdout.trim() === 'undefined') return undefined;
  const told = parseObject(Buffer.from(`{"value":${stdout.trim()}}`));
  if (!told) throw untold;
  return told['value'];
}

/** By a scope's npmRegistryServer yarn only installs: it publishes by npmPublishRegistry there, or as without a scope. */
function findScoped(scopes: unknown, name: string): string | undefined {
  const scope = isObject(scopes) ? scopes[name.slice('@'.length, -':registry'.length)] : undefined;
  return isObject(scope) ? textOf(scope['npmPublishRegistry']) : undefined;
}

/** What it goes by of itself nobody has chosen. */
function chosenOf(server: unknown): string | undefined {
  const url = textOf(server);
  return url === undefined || isYarnDefault(url) ? undefined : url;
}
