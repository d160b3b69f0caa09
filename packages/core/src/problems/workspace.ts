import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import { listSome } from './text.ts';

/** Says that a workspace, its configuration or a package.json cannot be used. */
export function workspaceInvalid(
  details: { readonly path: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'WORKSPACE_INVALID', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'WORKSPACE_INVALID',
    `Cannot use the workspace ${quote(details.path, 200)}: ${details.reason} Expected a package.json with name and ` +
      'version, or a workspace of npm, pnpm, yarn or bun. Correct it, or run in the right folder.',
    details,
    options,
  );
}

/** Says that packages were named that a workspace does not publish. */
export function packageUnknown(details: {
  readonly names: readonly string[];
  readonly known: readonly string[];
}): VerstampError<
  'PACKAGE_UNKNOWN',
  { readonly names: readonly string[]; readonly known: readonly string[] }
> {
  return new VerstampError(
    'PACKAGE_UNKNOWN',
    `This workspace publishes no package called ${list(details.names)}. Expected names out of ${list(details.known)}. ` +
      'Correct the name, or leave all names out to mean every package.',
    details,
  );
}

function list(names: readonly string[]): string {
  return listSome(names.map((name) => quote(name, 214)));
}
