import type { Compiler } from 'webpack';

/** The names by which dev servers, and the middleware of others, listen to a compiler. */
const DEV_SERVER = /^DevMiddleware$|-dev-(?:middleware|server)$/;

/** Tells whether a dev server listens to a compiler. It may only have been loaded, for which it sets a variable. */
export function hasDevServer({ hooks }: Compiler): boolean {
  return hooks.invalid.taps.some(({ name }) => DEV_SERVER.test(name));
}

/** Tells whether a compiler builds a Storybook, whose builders put a module of their own among the entries. */
export function isStorybook({ options }: Compiler): boolean {
  return JSON.stringify([options.entry]).includes('storybook-config-entry');
}
