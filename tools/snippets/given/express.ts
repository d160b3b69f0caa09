import express, { type Express } from 'express';

/** The application that a server made before. */
export const app: Express = express();
