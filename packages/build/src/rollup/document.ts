import { documentTaken } from '@verstamp/core/problems';
import type { Session } from '../session.ts';
import type { Bundle } from './bundle.ts';

/** Adds files to a bundle, as the objects do that Vite, Rollup and Rolldown call hooks on. */
export interface Emitting {
  emitFile(file: { readonly type: 'asset'; readonly fileName: string; readonly source: string }): unknown;
}

/**
 * Adds the version document to a bundle.
 *
 * @throws VerstampError `DOCUMENT_TAKEN` if another plugin has put a file there.
 */
export async function emitDocument(context: Emitting, bundle: Bundle, session: Session): Promise<void> {
  const { document } = session.settings;
  if (document === false) return;
  if (bundle[document]) throw documentTaken({ path: document });
  context.emitFile({ type: 'asset', fileName: document, source: await session.document() });
}
