import { Hono } from 'hono';

/** The application that a server made before. */
export const app: Hono = new Hono();
