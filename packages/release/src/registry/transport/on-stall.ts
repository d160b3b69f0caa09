import type { ClientRequest } from 'node:http';

/**
 * Tells when no byte went in either direction for the request's `timeout`. What came while this process itself was
 * stopped, or held up, is read first; then the time begins anew.
 */
export function onStall(request: ClientRequest, tell: () => void): void {
  const look = (): void => {
    const { socket } = request;
    const measure = (): string => `${socket?.connecting} ${socket?.bytesRead}`;
    const before = measure();
    const check = (): void => {
      if (request.destroyed) return;
      if (measure() === before) return tell();
      // A request hears of it once only; its connection outlasts it.
      socket?.once('timeout', look);
      request.once('close', () => socket?.off('timeout', look));
    };
    // Of what came, a name may be the first only: its connection takes a moment more.
    setTimeout(() => setImmediate(check), (socket?.timeout ?? 0) / 10);
  };
  request.on('timeout', look);
}
