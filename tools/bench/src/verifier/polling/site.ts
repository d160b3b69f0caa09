import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '@verstamp/testing/listen';
import { ANSWERS, RUNNING, type Answer, type Reply } from './answers.ts';
import { bundlePoller, writePage } from './pages.ts';
import { POLLERS, type Poller } from './pollers.ts';

/** A server with a page for each poller and each answer that it gets. */
export interface PollingSite {
  /** Gives the address of a page, and what resolves when its poll was answered. */
  readonly open: (
    poller: Poller,
    answer: number,
  ) => { readonly url: string; readonly answered: Promise<void> };
  readonly close: () => Promise<void>;
}

/** Serves the pages, and answers what they ask for. */
export async function servePolls(): Promise<PollingSite> {
  const scripts = new Map<string, string>();
  for (const poller of POLLERS) scripts.set(poller.id, await bundlePoller(poller));
  const waiting = new Map<string, { asked: number; readonly settle: () => void }>();
  const server = createServer((request, response) => {
    const [, id, answer, ...rest] = (request.url?.split('?')[0] ?? '').split('/');
    const poller = POLLERS.find((one) => one.id === id);
    const page = waiting.get(`${id}/${answer}`);
    const path = rest.join('/');
    if (!poller || !page) return void response.setHeader('content-type', 'text/html').end('Sign in');
    if (path === 'app.js')
      return void response.setHeader('content-type', 'text/javascript').end(scripts.get(poller.id));
    if (path === poller.path && request.method === poller.method) {
      const isAnswer = page.asked++ >= poller.before;
      const { reply } = chooseAnswer(poller, isAnswer ? Number(answer) : 0) ?? {};
      if (isAnswer) response.on('close', page.settle);
      // Who gets no answer waits, and nobody waits for that.
      if (reply && send(reply(poller.write), request, response) === 'never') page.settle();
    } else if (path === '') response.setHeader('content-type', 'text/html').end(writePage(poller));
    else send({ body: JSON.stringify({ ...poller.write(RUNNING), prerendered: [] }) }, request, response);
  });
  const { origin, close } = await listen(server);
  return {
    open({ id }, answer) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(`${id}/${answer}`, { asked: 0, settle: resolve });
      return { url: `${origin}/${id}/${answer}/`, answered: promise };
    },
    close,
  };
}

/** Who asks for the page itself gets the build that runs where others get the page in a document's place. */
function chooseAnswer({ path }: Poller, index: number): Answer | undefined {
  const answer = ANSWERS[index];
  return answer?.isPage && path === '' ? ANSWERS[0] : answer;
}

/** Sends a reply; as servers of files do, with an ETag that is made of what is sent. */
function send(reply: Reply, { method, socket }: IncomingMessage, response: ServerResponse): 'sent' | 'never' {
  if (reply === 'never') return 'never';
  if (reply === 'reset') socket.resetAndDestroy();
  else if (reply === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '60' });
    response.write('{"version":"1.5', () => socket.destroy());
  } else {
    const { status = 200, headers, body } = reply;
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const given = status === 200 ? { etag } : {};
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
      ...given,
      ...headers,
    });
    response.end(method === 'HEAD' ? undefined : body);
  }
  return 'sent';
}
