import { WebSocketServer } from 'ws';

/** The WebSocket server that was made before. */
export const sockets: WebSocketServer = new WebSocketServer({ noServer: true });

export { WebSocket } from 'ws';
