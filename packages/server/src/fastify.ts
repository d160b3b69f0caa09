import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import { setReasonPhrase } from './adapter/node-response.ts';
import type { Gate } from './gate/gate.ts';
import { addHeaders } from './adapter/write-head.ts';
import { readNodeRequest } from './adapter/node-request.ts';
import { isListHeader, mergeList } from './http/list-headers.ts';
import type { Answer } from './gate/outcome.ts';

/**
 * Makes a gate into a plugin for Fastify 5. It holds for the instance it is registered on and all within it.
 *
 * @example await app.register(guardFastify(gate))
 */
export function guardFastify(gate: Gate): FastifyPluginCallback {
  const plugin: FastifyPluginCallback = (instance, _options, done) => {
    instance.addHook('onRequest', (request, reply, next) => {
      const outcome = gate.check(readNodeRequest(request.raw));
      if (outcome.kind === 'pass') {
        // The raw response, so that streams and hijacked replies get them as well.
        addHeaders(reply.raw, outcome.headers);
        next();
      } else if (outcome.kind === 'discard') {
        reply.hijack();
        reply.raw.destroy();
      } else send(request.method, reply, outcome);
    });
    done();
  };
  // What fastify-plugin does: the hook belongs to the instance that registers it, not to a scope of its own.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

/** Answers through Fastify, so that the application's own hooks (CORS, logging) see the refusal. */
function send(method: string, reply: FastifyReply, { status, statusText, headers, body }: Answer): void {
  setReasonPhrase(reply.raw, statusText);
  for (const [name, value] of Object.entries(headers)) {
    const existing = isListHeader(name) ? (reply.getHeader(name) ?? '') : '';
    reply.header(name, mergeList(name, String(existing), value));
  }
  // Bytes, since Fastify adds a charset to texts of a JSON type, which has none (RFC 8259 §11). Of what is empty it would
  // say a type and a length, which a cache takes for those of the document (RFC 9111 §3.2).
  // A body that nobody gets is an error in a server that says so (`rejectNonStandardBodyWrites`).
  const isEmpty = method === 'HEAD' || body === '';
  reply.code(status).send(isEmpty ? undefined : Buffer.from(body));
}
