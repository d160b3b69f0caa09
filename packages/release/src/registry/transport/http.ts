import type * as Http from 'node:http';
import type * as Https from 'node:https';
import { createRequire } from 'node:module';

// An import would ask for everything that the module exports, WebSocket too: six times the CPU of the rest.
const require = createRequire(import.meta.url);

/** Node's HTTP. */
export const http = require('node:http') as typeof Http;

/** Loads Node's HTTPS, which is often not needed. */
export const loadHttps = (): typeof Https => require('node:https') as typeof Https;
