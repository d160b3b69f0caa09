import type { Gate } from '../gate/gate.ts';
import { addHeaders, type HeadedResponse } from './write-head.ts';
import { isList, mergeList } from './list-headers.ts';
import type { Answer, HeaderRecord } from '../gate/outcome.ts';
import type { GateRequest } from '../gate/sent-version.ts';

export type { NodeRequest } from './node-request.ts';

/** What the adapter does with a response: `http.ServerResponse` and its kin. */
export interface NodeResponse extends HeadedResponse {
  statusCode: number;
  statusMessage: string;
  end(body: string): unknown;
  destroy(): unknown;
  /** What HTTP/2 has and HTTP/1.1 lacks. */
  readonly stream?: unknown;
}

/** Answers whether a request may go on to the application; otherwise it has been answered, or dropped. */
export function admit(gate: Gate, request: GateRequest, response: NodeResponse): boolean {
  const outcome = gate.check(request);
  if (outcome.kind === 'pass') {
    addHeaders(response, outcome.headers);
    return true;
  }
  if (outcome.kind === 'discard') response.destroy();
  else send(response, outcome);
  return false;
}

function send(response: NodeResponse, { status, statusText, headers, body }: Answer): void {
  response.statusCode = status;
  setReason(response, statusText);
  setHeaders(response, headers);
  response.end(body);
}

/** Sets a reason phrase where the protocol has one. */
export function setReason(
  response: Pick<NodeResponse, 'statusMessage' | 'stream'>,
  reason: string | undefined,
): void {
  // HTTP/2 has no reason phrase, and Node warns of one.
  if (reason !== undefined && response.stream === undefined) response.statusMessage = reason;
}

/** Sets headers; lists are added to what was set before, by the application's CORS code for one. */
function setHeaders(response: NodeResponse, headers: HeaderRecord): void {
  for (const name in headers) {
    const value = headers[name] ?? '';
    const existing = isList(name) ? response.getHeader(name)?.toString() : undefined;
    response.setHeader(name, existing ? mergeList(existing, value) : value);
  }
}
