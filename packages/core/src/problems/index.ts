export * from './version.ts';
export * from './rule.ts';
export * from './stamp.ts';
export * from './cli.ts';
