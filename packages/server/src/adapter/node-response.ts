import type { Gate } from '../gate/gate.ts';
import type { Answer } from '../gate/outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import type { GateRequest } from '../gate/request.ts';
import { addHeaders, type HeadResponse } from './write-head.ts';
import { isListHeader, mergeList } from '../http/list-headers.ts';

/** What the adapter does with a response: `http.ServerResponse` and the like. */
export interface NodeResponse extends HeadResponse {
  statusCode: number;
  statusMessage: string;
  end(): unknown;
  end(body: string): unknown;
  destroy(): unknown;
  /** What HTTP/2 has and HTTP/1.1 lacks. */
  readonly stream?: unknown;
}

/** Tells whether a request may go on to the application; otherwise it has been answered, or dropped. */
export function admit(gate: Gate, request: GateRequest, response: NodeResponse): boolean {
  const outcome = gate.check(request);
  if (outcome.kind === 'pass') {
    addHeaders(response, outcome.headers);
    return true;
  }
  if (outcome.kind === 'discard') response.destroy();
  else send(request, response, outcome);
  return false;
}

function send(
  { method }: GateRequest,
  response: NodeResponse,
  { status, statusText, headers, body }: Answer,
): void {
  response.statusCode = status;
  setReasonPhrase(response, statusText);
  setHeaders(response, headers);
  // A body that nobody gets is an error in a server that says so (`rejectNonStandardBodyWrites`).
  if (method === 'HEAD') response.end();
  else response.end(body);
}

/** Sets a reason phrase if the protocol has one. */
export function setReasonPhrase(
  response: Pick<NodeResponse, 'statusMessage' | 'stream'>,
  reason: string | undefined,
): void {
  // HTTP/2 has no reason phrase, and Node warns of one.
  if (reason !== undefined && response.stream === undefined) response.statusMessage = reason;
}

/** Sets headers; lists are added to what was set before, by the application's CORS code for example. */
function setHeaders(response: NodeResponse, headers: HeaderRecord): void {
  for (const name in headers) {
    const value = headers[name] ?? '';
    const existing = isListHeader(name) ? response.getHeader(name)?.toString() : undefined;
    response.setHeader(name, existing ? mergeList(name, existing, value) : value);
  }
}
