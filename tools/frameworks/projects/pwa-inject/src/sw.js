import { version } from 'virtual:verstamp/static';
import { precacheAndRoute } from 'workbox-precaching';

// oxlint-disable-next-line no-underscore-dangle -- Workbox's own name
precacheAndRoute(self.__WB_MANIFEST);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
self.addEventListener('message', ({ ports }) => ports[0].postMessage(version));
