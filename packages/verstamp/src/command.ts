import type { ExitCode } from './exit.ts';

/** Where text goes; `process.stdout` and `process.stderr` are two. */
export type Sink = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<NodeJS.WriteStream, 'isTTY'>>;

/** What a command sees of the process that it runs in. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Sink;
  /** Diagnostics and progress. */
  readonly stderr: Sink;
  /** Asks the person at the terminal; `undefined` if nobody is there. */
  readonly ask?: (question: string) => Promise<string>;
}

/** One option of a command, as `node:util` parseArgs takes it, with a line for the help. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for the value in the help, as in `RULE`. */
  readonly value?: string;
  readonly description: string;
}

/** The meaning of a style in output for people. */
export type Tone = 'good' | 'bad' | 'doubt' | 'quiet' | 'strong';

/** What was typed, parsed once. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  /** What follows `--`, for a command that runs another; `undefined` if there is no `--`. */
  readonly rest: readonly string[] | undefined;
  readonly surroundings: Surroundings;
  /** Colours text for the result, if that goes to a terminal. */
  readonly paint: (tone: Tone, text: string) => string;
  /** Says something to people on stderr, outside the result. */
  readonly say: (line: string) => void;
}

/** The result of a command: an exit code, and the same answer for machines and for people. */
export interface Outcome {
  readonly exit: ExitCode;
  /** What `--json` prints; `undefined` if another program wrote to stdout. */
  readonly document: object | undefined;
  /** What people read, without a line break at the end; `''` prints nothing. */
  readonly text: string;
}

/** A command of the command line. */
export interface Command {
  readonly usage: string;
  readonly details: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  run(invocation: Invocation): Promise<Outcome>;
}

/** A command's place in the help, and how it is loaded: only when it is called. */
export interface CommandEntry {
  readonly summary: string;
  /** Whether it runs another command, which stands behind `--`. */
  readonly takesRest?: boolean;
  readonly load: () => Promise<{ readonly command: Command }>;
}
