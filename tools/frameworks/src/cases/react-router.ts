import type { Case } from '../case.ts';
import { files, stamped } from './parts.ts';

const ROUTER_STAMPED = [...stamped('build/client'), ...stamped('build/server'), 'build/server/verstamp.js'];

/** React Router as a framework, with and without a server. */
export const REACT_ROUTER: readonly Case[] = [
  {
    ...files('react-router'),
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: ROUTER_STAMPED,
    server: 'node_modules/@react-router/serve/bin.cjs build/server/index.js',
  },
  {
    ...files('react-router-spa', 'react-router'),
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: [...ROUTER_STAMPED, 'build/client/index.html'],
  },
];
