import { fastify, type FastifyInstance } from 'fastify';

/** The application that a server made before. */
export const app: FastifyInstance = fastify();
