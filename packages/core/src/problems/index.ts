export * from './version.ts';
export * from './rule.ts';
export * from './stamp.ts';
export * from './cli.ts';
export * from './client.ts';
export * from './server.ts';
export * from './release.ts';
