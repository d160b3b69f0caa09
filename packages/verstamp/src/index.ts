export { runCommandLine } from './run.ts';
export { EXIT } from './exit.ts';
export type { ExitCode } from './exit.ts';
export type { Sink, Surroundings } from './command.ts';
