import { expect, it } from 'vitest';
import { createRollupPlugin } from './plugin.ts';

const OPTIONS = { name: 'shop', version: '1.4.3' };

it('gives each build hooks of its own', async () => {
  const plugin = createRollupPlugin(OPTIONS);
  const { plugins } = await plugin.options.handler({ plugins: [[plugin]] });
  expect(plugins).toMatchObject([[{ name: plugin.name }]]);
  expect(plugins[0]?.[0]?.writeBundle).not.toBe(plugin.writeBundle);
});

it('leaves a plugin as it is whose hooks somebody has wrapped', async () => {
  const plugin = createRollupPlugin(OPTIONS);
  const wrapped = { ...plugin, writeBundle: { ...plugin.writeBundle, handler: async () => undefined } };
  const { plugins } = await plugin.options.handler({ plugins: [wrapped] });
  expect(plugins[0]).toBe(wrapped);
});
