import type { Case } from '../case.ts';
import { files, SITE, stamped, STATIC } from './parts.ts';

/** Vite without a framework: a library, old browsers, service workers. */
export const PLAIN: readonly Case[] = [
  { ...files('legacy'), ...STATIC, changes: SITE, isLegacy: true },
  {
    ...files('library'),
    ...STATIC,
    changes: [...stamped('dist'), 'dist/verstamp.js'],
    isLibrary: true,
  },
  {
    ...files('pwa-generate'),
    ...STATIC,
    // Workbox minifies with names that differ from build to build where the processors are busy.
    edits: [['vite.config.ts', 'VitePWA()', "VitePWA({ workbox: { mode: 'development' } })"]],
    changes: [...SITE, 'dist/sw.js'],
    serviceWorker: 'keeps',
  },
  { ...files('pwa-inject'), ...STATIC, changes: [...SITE, 'dist/sw.js'], serviceWorker: 'tells' },
];
