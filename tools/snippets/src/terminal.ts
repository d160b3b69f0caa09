import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

/** What a terminal runs its commands with. */
export interface TerminalOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A terminal that somebody works in: one shell command at a time, in a folder that commands may change. */
export interface Terminal {
  /** Where the next commands begin. */
  readonly folder: string;
  /** What was printed to stdout by what runs, or ran last. */
  readonly printed: string;
  /** Whether what was started, or run, has ended. */
  readonly isIdle: boolean;
  /** Runs commands to their end; the folder in which they end is where the next ones begin. */
  run(commands: string): Promise<void>;
  /** Ends what runs here, as Ctrl+C does, and starts something that stays. */
  start(commands: string): Promise<void>;
  /** Waits until a text was printed, or what runs has ended. */
  print(text: string): Promise<void>;
  /** Ends what runs here, as Ctrl+C does. */
  stop(): Promise<void>;
}

/** Opens a terminal. Commands that fail throw, with what they printed. */
export function openTerminal({ cwd, env }: TerminalOptions): Terminal {
  let folder = cwd;
  let child: ChildProcess | undefined;
  let output = '';
  let printed = '';
  let ended = true;
  const news = new EventEmitter();

  const begin = (commands: string): ChildProcess => {
    output = '';
    printed = '';
    ended = false;
    // A group of its own, so that Ctrl+C reaches what the shell started.
    const started = spawn('sh', ['-e', '-c', `${commands}\npwd >&3`], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        news.emit('printed');
      });
    }
    started.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    started.on('close', () => {
      ended = true;
      news.emit('printed');
    });
    return started;
  };

  const stop = async (): Promise<void> => {
    if (child?.pid === undefined || ended) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGINT');
    await closed;
  };

  return {
    get folder() {
      return folder;
    },
    get printed() {
      return printed;
    },
    get isIdle() {
      return ended;
    },
    async run(commands) {
      const started = begin(commands);
      let where = '';
      started.stdio[3]?.on('data', (chunk: Buffer) => (where += chunk.toString()));
      const [status] = (await once(started, 'close')) as [number | null];
      if (status !== 0) throw new Error(`${commands}ended with ${status}:\n${output}`);
      folder = where.trim();
    },
    async start(commands) {
      await stop();
      child = begin(commands);
    },
    async print(text) {
      while (!output.includes(text)) {
        if (ended) throw new Error(`Expected ${text}, got:\n${output}`);
        await once(news, 'printed');
      }
    },
    stop,
  };
}
