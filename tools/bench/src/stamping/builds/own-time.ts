import { readThreadMs } from './cpu.ts';

/** How often a plugin was called, and how long it took, as long as any of its calls was under way. */
export interface OwnTime {
  readonly calls: number;
  readonly ms: number;
  /** What the main thread worked meanwhile, whatever else the machine did. */
  readonly cpuMs: number;
  /** By the name of the hook. */
  readonly hooks: Readonly<Record<string, { readonly calls: number; readonly ms: number }>>;
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** Measures calls; those that overlap are counted once. */
export class Stopwatch {
  #running = 0;
  #since = 0;
  #ms = 0;
  #cpuSince = 0;
  #cpuMs = 0;
  #calls = 0;
  readonly #hooks = new Map<string, { calls: number; ms: number }>();

  /** Wraps a function so that its calls are measured until what it returns has settled. */
  wrap(name: string, given: Callable): Callable {
    const enter = (): (() => void) => this.#enter(name);
    return function measured(this: unknown, ...args) {
      const leave = enter();
      let result: unknown;
      try {
        result = given.apply(this, args);
      } catch (problem) {
        leave();
        throw problem;
      }
      if (!(result instanceof Promise)) {
        leave();
        return result;
      }
      return result.finally(leave);
    };
  }

  #enter(name: string): () => void {
    const isFirst = this.#running++ === 0;
    // What it takes to ask is not the plugin's.
    if (isFirst) this.#cpuSince = readThreadMs();
    const start = performance.now();
    if (isFirst) this.#since = start;
    this.#calls++;
    return () => {
      const end = performance.now();
      if (--this.#running === 0) {
        this.#ms += end - this.#since;
        this.#cpuMs += readThreadMs() - this.#cpuSince;
      }
      const hook = this.#hooks.get(name) ?? { calls: 0, ms: 0 };
      this.#hooks.set(name, { calls: hook.calls + 1, ms: hook.ms + end - start });
    };
  }

  /** Sums up. */
  read(): OwnTime {
    return { calls: this.#calls, ms: this.#ms, cpuMs: this.#cpuMs, hooks: Object.fromEntries(this.#hooks) };
  }
}
