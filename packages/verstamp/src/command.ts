import type { VerstampError } from '@verstamp/core';
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

/** Makes the error that says what was typed wrongly, and how the command is called. */
export type Misuse = (reason: string) => VerstampError;

/** An option that is on if it is named. */
export interface FlagSpec {
  readonly type: 'boolean';
  /** Its line in the help. */
  readonly description: string;
}

/** An option that bears a text. */
export interface TextSpec {
  readonly type: 'string';
  /** What stands for the text in the help, as in `RULE`. */
  readonly value: string;
  readonly description: string;
  /**
   * Makes of the text what the command goes by.
   * @default the text as it is
   */
  readonly read?: (text: string, misuse: Misuse) => unknown;
}

/** The options of a command, by name. */
export type OptionSpecs = Readonly<Record<string, FlagSpec | TextSpec>>;

/** What options come to: a flag is on or off, a text is what was read of it, or `undefined` if it is not there. */
export type ValuesOf<Options extends OptionSpecs> = {
  readonly [Name in keyof Options]: ValueOf<Options[Name]>;
};

type ValueOf<Spec> = Spec extends FlagSpec
  ? boolean
  : Spec extends { readonly read: (...given: never[]) => infer Value }
    ? Awaited<Value> | undefined
    : string | undefined;

/** The meaning of a style in output for people. */
export type Tone = 'good' | 'bad' | 'doubt' | 'quiet' | 'strong';

/** What was typed after the name of a command, taken apart and not yet read. */
export interface Typed {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  /** What follows `--`, for a command that runs another; `undefined` if there is no `--`. */
  readonly rest: readonly string[] | undefined;
}

/** What was typed, read once. */
export interface Invocation<Values = unknown> extends Omit<Typed, 'values'> {
  readonly values: Values;
  /** Whether the result is for a machine: `--json`. */
  readonly isJson: boolean;
  readonly surroundings: Surroundings;
  readonly misuse: Misuse;
  /** Colours text for the result, if that goes to a terminal. */
  readonly paint: (tone: Tone, text: string) => string;
  /** Says something to people on stderr, outside the result; a terminal obeys nothing in it. */
  readonly say: (line: string) => void;
}

/** What a command with these options gets. */
export type InvocationOf<Options extends OptionSpecs> = Invocation<ValuesOf<Options>>;

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
  readonly options: OptionSpecs;
  readonly run: (typed: Typed, surroundings: Surroundings) => Promise<Outcome>;
}

/** A command's place in the help, and how it is loaded: only when it is called. */
export interface CommandEntry {
  readonly summary: string;
  /** Whether it runs another command, which stands behind `--`. */
  readonly takesRest?: boolean;
  readonly load: () => Promise<{ readonly command: Command }>;
}
