import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import { bare, title } from './text.ts';

/** Says that the registry's answer could not be found out; it is never taken for "this version is free". */
export function registryUnreachable(
  details: { readonly url: string; readonly status: number | undefined; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<
  'REGISTRY_UNREACHABLE',
  { readonly url: string; readonly status: number | undefined; readonly reason: string }
> {
  const status = details.status === undefined ? 'no status' : `status ${details.status}`;
  return new VerstampError(
    'REGISTRY_UNREACHABLE',
    `Could not find out what is published: ${bare(details.url, 300)} (${status}): ${details.reason} Expected a package document ` +
      'or a plain "not found". Nothing may go out until the registry answers: check its address and your credentials, then run again.',
    details,
    options,
  );
}

/** A package, and the registries that different tools would publish it to. */
export interface ContestedPackage {
  readonly name: string;
  readonly version: string;
  readonly registries: readonly string[];
}

/** Says that tools do not agree on the registry of a package. */
export function wrongRegistry(details: ContestedPackage): VerstampError<'WRONG_REGISTRY', ContestedPackage> {
  return new VerstampError(
    'WRONG_REGISTRY',
    `${title(details)} would go to ${details.registries.map((url) => quote(url, 200)).join(' or ')}, depending on the tool. Expected ` +
      'one registry: npm follows the scope in .npmrc, pnpm follows publishConfig.registry. Make both the same, or remove one.',
    details,
  );
}
