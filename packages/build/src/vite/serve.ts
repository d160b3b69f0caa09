import type { Connect } from 'vite';
import type { PluginState } from './state.ts';

/** Answers a dev server's requests for the version document. */
export function serveDocument(state: PluginState): Connect.NextHandleFunction {
  return (request, response, next) => {
    const [path] = (request.originalUrl ?? request.url ?? '').split('?');
    if (path === undefined || path !== state.documentPath()) return next();
    state
      .session(undefined)
      .document()
      .then((text) => {
        response.setHeader('Content-Type', 'application/json');
        response.setHeader('Cache-Control', 'no-cache');
        response.end(text);
      }, next);
  };
}
