import webpack from 'webpack';
import { expect, it } from 'vitest';
import { hasDevServer } from './dev-server.ts';

it.each([
  ['webpack-dev-server', true],
  // Its eighth version.
  ['DevMiddleware', true],
  ['webpack-dev-middleware', true],
  ['rsbuild-dev-server', true],
  ['ForkTsCheckerPlugin', false],
])('takes %s for a dev server: %j', (name, isServer) => {
  const compiler = webpack({});
  compiler.hooks.invalid.tap(name, () => undefined);
  expect(hasDevServer(compiler)).toBe(isServer);
});
