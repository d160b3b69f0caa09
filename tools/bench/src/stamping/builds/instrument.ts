import type { Bundler } from './bundlers/index.ts';
import { Stopwatch, type OwnTime } from './own-time.ts';

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Members = Record<string, unknown>;

/** Plugins that are measured, and what they took so far. */
export interface Instrumented {
  readonly plugins: readonly object[];
  readonly read: () => OwnTime;
}

/** Wraps every hook of the plugins, whatever they are called. */
export function instrument(kind: Bundler['kind'], given: readonly unknown[]): Instrumented {
  const watch = new Stopwatch();
  const wrap = { vite: wrapHooks, rollup: wrapHooks, rolldown: wrapHooks, esbuild: wrapSetup };
  const plugins = given
    .flat()
    .filter((plugin) => typeof plugin === 'object' && plugin !== null)
    .map((plugin) =>
      kind === 'webpack' || kind === 'rspack'
        ? wrapApply(plugin as Members, watch)
        : wrap[kind](plugin as Members, watch),
    );
  return { plugins, read: () => watch.read() };
}

function wrapHooks(plugin: Members, watch: Stopwatch): object {
  const wrapped: Members = { ...plugin };
  for (const [name, hook] of Object.entries(plugin)) {
    if (name === 'apply' || name === 'api' || name === 'sharedDuringBuild') continue;
    if (isCallable(hook)) wrapped[name] = wrapAdding(name, watch.wrap(name, hook), watch);
    else if (isMembers(hook) && isCallable(hook['handler'])) {
      wrapped[name] = { ...hook, handler: watch.wrap(name, hook['handler']) };
    }
  }
  return wrapped;
}

/** What a plugin adds is the plugin's as well. */
function wrapAdding(name: string, hook: Callable, watch: Stopwatch): Callable {
  if (name === 'config') return wrapConfig(hook, watch);
  return name === 'configResolved' ? wrapResolved(hook, watch) : hook;
}

/** Plugins for workers come from a plugin's configuration. */
function wrapConfig(hook: Callable, watch: Stopwatch): Callable {
  return function configure(this: unknown, ...args) {
    const config = hook.apply(this, args);
    const worker = isMembers(config) ? config['worker'] : undefined;
    if (!isMembers(config) || !isMembers(worker) || !isCallable(worker['plugins'])) return config;
    const make = worker['plugins'];
    const plugins = () => (make() as Members[]).map((plugin) => wrapHooks(plugin, watch));
    return { ...config, worker: { ...worker, plugins } };
  };
}

/** Others are put among those of the configuration. */
function wrapResolved(hook: Callable, watch: Stopwatch): Callable {
  return function configured(this: unknown, ...args) {
    const [{ plugins }] = args as [{ readonly plugins: object[] }];
    const before = new Set(plugins);
    const result = hook.apply(this, args);
    for (const [index, plugin] of plugins.entries()) {
      if (!before.has(plugin)) plugins[index] = wrapHooks(plugin as Members, watch);
    }
    return result;
  };
}

function wrapSetup(plugin: Members, watch: Stopwatch): object {
  const { setup } = plugin;
  if (!isCallable(setup)) return plugin;
  const wrapBuild = (build: Members): Members => {
    const wrapped: Members = Object.create(build) as Members;
    for (const name of ['onStart', 'onResolve', 'onLoad', 'onEnd', 'onDispose']) {
      const register = build[name] as Callable;
      wrapped[name] = (...args: unknown[]) =>
        register.apply(
          build,
          args.map((arg) => (isCallable(arg) ? watch.wrap(name, arg) : arg)),
        );
    }
    return wrapped;
  };
  const measured = watch.wrap('setup', setup);
  return { ...plugin, setup: (build: Members) => measured.call(plugin, wrapBuild(build)) };
}

/** A tap as webpack and Rspack keep it. */
interface Tap {
  readonly name: string;
  readonly type: 'sync' | 'async' | 'promise';
  readonly fn: Callable;
}

/** Every tap of the compilers goes through one method of the hooks' common class. */
function wrapApply(plugin: Members, watch: Stopwatch): object {
  const { apply } = plugin;
  const name = typeof plugin['name'] === 'string' ? plugin['name'] : '';
  if (!isCallable(apply)) return plugin;
  const measured = watch.wrap('apply', apply);
  return Object.assign(Object.create(plugin) as object, {
    apply(compiler: { readonly hooks: { readonly compilation: object } }) {
      const hooks = findHookClass(compiler.hooks.compilation);
      const insert = hooks[INSERT];
      hooks[INSERT] = function insertMeasured(this: unknown, tap) {
        const isOwn = tap.name === name && tap.type !== 'async';
        insert.call(this, isOwn ? { ...tap, fn: watch.wrap('tap', tap.fn) } : tap);
      };
      measured.call(plugin, compiler);
    },
  });
}

/** Both bundlers' hooks put a new tap in its place by a method of this name. */
const INSERT = '_insert';

interface HookClass {
  [INSERT]: (this: unknown, tap: Tap) => void;
}

function findHookClass(hook: object): HookClass {
  let found = Object.getPrototypeOf(hook) as object;
  while (!Object.hasOwn(found, INSERT)) {
    const next = Object.getPrototypeOf(found) as object | null;
    if (!next) return Object.hasOwn(hook, INSERT) ? (hook as HookClass) : fail();
    found = next;
  }
  return found as HookClass;
}

function fail(): never {
  throw new Error(`The hooks of the compiler have no ${INSERT} any more.`);
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
