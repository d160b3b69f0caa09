import type { Environment } from '../../environment.ts';
import { parseObject } from '../../json.ts';
import type { RegistryTarget } from '../../registry/settings/settings.ts';

/** Options of an exchange of tokens. */
export interface Exchange {
  readonly name: string;
  readonly target: RegistryTarget;
  readonly env: Environment;
  readonly timeoutMs: number;
}

/**
 * Gets the credentials that a trusted publisher is given: the CI's identity in exchange for a token of this one
 * package, as npm does. Without such an identity, or if the registry gives nothing for it, those of `.npmrc` stay.
 */
export async function exchangeIdentity(exchange: Exchange): Promise<RegistryTarget> {
  const { name, target } = exchange;
  const identity = await readIdentity(exchange);
  if (identity === undefined) return target;
  const url = `${target.registry}-/npm/v1/oidc/token/exchange/package/${name.replace('/', '%2f')}`;
  const token = await ask(url, { method: 'POST', identity, field: 'token', timeoutMs: exchange.timeoutMs });
  return token === undefined ? target : { ...target, authorization: `Bearer ${token}` };
}

async function readIdentity({ env, target, timeoutMs }: Exchange): Promise<string | undefined> {
  // GitLab hands it over in a variable, GitHub on request.
  const given = env['NPM_ID_TOKEN'];
  const request = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const identity = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (given) return given;
  if (!request || !identity || !URL.canParse(request)) return undefined;
  const url = new URL(request);
  url.searchParams.set('audience', `npm:${new URL(target.registry).hostname}`);
  return ask(url.href, { method: 'GET', identity, field: 'value', timeoutMs });
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly identity: string;
  readonly field: string;
  readonly timeoutMs: number;
}

async function ask(
  url: string,
  { method, identity, field, timeoutMs }: Question,
): Promise<string | undefined> {
  try {
    const headers = { accept: 'application/json', authorization: `Bearer ${identity}` };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method, headers, signal, redirect: 'error' });
    const value = response.ok ? (await readAnswer(response))?.[field] : undefined;
    return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const MAX_ANSWER_BYTES = 65_536;

/** Reads a JSON object; `undefined` if it is anything else, or longer than any answer with a token. */
async function readAnswer(response: Response): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop closes the stream.
    if (size > MAX_ANSWER_BYTES) return undefined;
  }
  return parseObject(Buffer.concat(chunks));
}
