import { describe, expect, it } from 'vitest';
import { insertPlugin } from './insert.ts';

const VITE = "import verstamp from '@verstamp/build/vite';";

describe('a configuration takes the plugin', () => {
  it.each([
    [
      'an object',
      "export default { base: '/' };\n",
      `${VITE}\n\nexport default { plugins: [verstamp()], base: '/' };\n`,
    ],
    ['an empty object', 'export default {};\n', `${VITE}\n\nexport default { plugins: [verstamp()] };\n`],
    [
      'an empty object in lines',
      'export default defineConfig({\n});\n',
      `${VITE}\n\nexport default defineConfig({ plugins: [verstamp()]\n});\n`,
    ],
    [
      'defineConfig with plugins',
      "import react from 'react';\nimport { defineConfig } from 'vite';\n\nexport default defineConfig({ plugins: [react()] });\n",
      `import react from 'react';\nimport { defineConfig } from 'vite';\n${VITE}\n\nexport default defineConfig({ plugins: [react(), verstamp()] });\n`,
    ],
    [
      'plugins in lines, with a comma at the end',
      'import { a } from "a"\nexport default {\n  plugins: [\n    a({\n      b: 1,\n    }),\n  ],\n}\n',
      'import { a } from "a"\nimport verstamp from "@verstamp/build/vite"\nexport default {\n  plugins: [\n    a({\n      b: 1,\n    }),\n    verstamp(),\n  ],\n}\n',
    ],
    [
      'lines without plugins',
      "export default {\n\tbase: '/',\n};\n",
      `${VITE}\n\nexport default {\n\tplugins: [verstamp()],\n\tbase: '/',\n};\n`,
    ],
    [
      'a function',
      'export default defineConfig(({ mode }) => ({ plugins: [mode && a].filter(Boolean) }));\n',
      `${VITE}\n\nexport default defineConfig(({ mode }) => ({ plugins: [mode && a, verstamp()].filter(Boolean) }));\n`,
    ],
    [
      'a function with a body',
      'export default function config() {\n  const a = 1;\n  return { base: a };\n}\n',
      `${VITE}\n\nexport default function config() {\n  const a = 1;\n  return { plugins: [verstamp()], base: a };\n}\n`,
    ],
    [
      'a name and types',
      "// @ts-check\nimport type { UserConfig } from 'vite';\nconst plugins = [];\nconst config = { plugins } satisfies UserConfig;\nexport default config as UserConfig;\n",
      `// @ts-check\nimport type { UserConfig } from 'vite';\n${VITE}\nconst plugins = [verstamp()];\nconst config = { plugins } satisfies UserConfig;\nexport default config as UserConfig;\n`,
    ],
    [
      'plugins in parentheses',
      'export default { plugins: [a(), (b && c())] };\n',
      `${VITE}\n\nexport default { plugins: [a(), (b && c()), verstamp()] };\n`,
    ],
    [
      'a list whose name means something else in a function beside it',
      'const plugins = [a()];\nexport default defineConfig(() => ({ plugins, css: { x: (plugins) => plugins } }));\n',
      `${VITE}\n\nconst plugins = [a(), verstamp()];\nexport default defineConfig(() => ({ plugins, css: { x: (plugins) => plugins } }));\n`,
    ],
    [
      'nothing that is spread over it',
      'export default { plugins: [], ...(a ? { b: 1 } : undefined), ...null };\n',
      `${VITE}\n\nexport default { plugins: [verstamp()], ...(a ? { b: 1 } : undefined), ...null };\n`,
    ],
    [
      'something without plugins that is spread over it',
      "const base = { base: '/' };\nexport default { plugins: [], ...base, ...(a ? { b } : {}) };\n",
      `${VITE}\n\nconst base = { base: '/' };\nexport default { plugins: [verstamp()], ...base, ...(a ? { b } : {}) };\n`,
    ],
    [
      'a name whose plugins are added to',
      'const config = { plugins: [] };\nif (b) config.plugins = config.plugins.concat(b());\nexport default config;\n',
      `${VITE}\n\nconst config = { plugins: [verstamp()] };\nif (b) config.plugins = config.plugins.concat(b());\nexport default config;\n`,
    ],
    [
      'lines with comments',
      "import a from 'a'; // A\nexport default { // B\n  // C\n  plugins: [\n    // D\n    a(), // E\n  ],\n};\n",
      `import a from 'a'; // A\n${VITE}\nexport default { // B\n  // C\n  plugins: [\n    // D\n    a(), // E\n    verstamp(),\n  ],\n};\n`,
    ],
    [
      'a last line with a comment and without a comma',
      'export default {\n  plugins: [\n    a() // A\n  ],\n};\n',
      `${VITE}\n\nexport default {\n  plugins: [\n    a(), // A\n    verstamp()\n  ],\n};\n`,
    ],
    [
      'lines without plugins, the first with a comment above',
      "export default { // A\n  // B\n  base: '/',\n};\n",
      `${VITE}\n\nexport default { // A\n  plugins: [verstamp()],\n  // B\n  base: '/',\n};\n`,
    ],
    [
      'several of them',
      'export default [{ plugins: [] }, { plugins: [] }];\n',
      `${VITE}\n\nexport default [{ plugins: [verstamp()] }, { plugins: [verstamp()] }];\n`,
    ],
    [
      'module.exports',
      "'use strict';\nconst path = require('node:path');\nmodule.exports = { mode: 'production' };\n",
      "'use strict';\nconst path = require('node:path');\nconst verstamp = require('@verstamp/build/vite');\nmodule.exports = { plugins: [verstamp()], mode: 'production' };\n",
    ],
    [
      'module.exports without a require',
      "'use strict';\nmodule.exports = {};\n",
      "'use strict';\nconst verstamp = require('@verstamp/build/vite');\nmodule.exports = { plugins: [verstamp()] };\n",
    ],
    [
      'a list before another require',
      "const a = require('a');\nconst plugins = [a()];\nconst { b } = require('b');\nmodule.exports = { plugins, b };\n",
      "const a = require('a');\nconst verstamp = require('@verstamp/build/vite');\nconst plugins = [a(), verstamp()];\nconst { b } = require('b');\nmodule.exports = { plugins, b };\n",
    ],
    [
      'comments before everything',
      "// @ts-check\n/** @type {import('vite').UserConfig} */\nexport default {};\n",
      `// @ts-check\n${VITE}\n\n/** @type {import('vite').UserConfig} */\nexport default { plugins: [verstamp()] };\n`,
    ],
    [
      'a byte order mark before everything',
      '\uFEFFexport default {};\n',
      `\uFEFF${VITE}\n\nexport default { plugins: [verstamp()] };\n`,
    ],
  ])('that is %s', (_, before, after) => {
    expect(insertPlugin(before, { bundler: 'vite' })).toBe(after);
    // A file keeps the line breaks that it has.
    expect(insertPlugin(before.replaceAll('\n', '\r\n'), { bundler: 'vite' })).toBe(
      after.replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    [
      "import * as esbuild from 'esbuild';\nawait esbuild.build({ bundle: true });\n",
      "import * as esbuild from 'esbuild';\nimport verstamp from '@verstamp/build/esbuild';\nawait esbuild.build({ plugins: [verstamp()], bundle: true });\n",
    ],
    [
      "import { build, context as watch } from 'esbuild';\nconst options = { plugins: [] };\nif (a) await watch(options);\nelse await build(options);\n",
      "import { build, context as watch } from 'esbuild';\nimport verstamp from '@verstamp/build/esbuild';\nconst options = { plugins: [verstamp()] };\nif (a) await watch(options);\nelse await build(options);\n",
    ],
    [
      "const { build } = require('esbuild');\nbuild({ plugins: [nodeExternals(), copy()] });\n",
      "const { build } = require('esbuild');\nconst verstamp = require('@verstamp/build/esbuild');\nbuild({ plugins: [verstamp(), nodeExternals(), copy()] });\n",
    ],
  ])('in a build script of esbuild: %j', (before, after) => {
    expect(insertPlugin(before, { bundler: 'esbuild' })).toBe(after);
  });
});

it.each([
  ['no configuration', 'console.log(1);\n'],
  ['what is no script', 'export default {'],
  ['something that is spread in', 'export default { ...base };\n'],
  ['something that is spread over its plugins', 'export default { plugins: [], ...load() };\n'],
  [
    'plugins that another list takes the place of',
    'const base = { plugins: [a()] };\nexport default { plugins: [], ...(b && base) };\n',
  ],
  [
    'plugins that are assigned later',
    'const config = { plugins: [] };\nconfig.plugins = [a()];\nexport default config;\n',
  ],
  ['plugins from somewhere else', 'export default { plugins: load() };\n'],
  ['a configuration that is merged', 'export default mergeConfig(base, {});\n'],
  ['two that depend on something', 'export default () => { if (a) return {}; return { b: 1 }; };\n'],
  [
    'a name that a function has for something else',
    'const plugins = [];\nexport default (plugins) => ({ plugins });\n',
  ],
  [
    'a name that a function takes out of what it gets',
    'const plugins = [];\nexport default ({ plugins }) => ({ plugins });\n',
  ],
  [
    'a name that a function has if it gets none',
    'const plugins = [];\nexport default (plugins = []) => ({ plugins });\n',
  ],
  [
    'a name that a function takes out of something',
    'const plugins = [];\nexport default () => { const { plugins } = load(); return { plugins }; };\n',
  ],
  [
    'a name that a function has for another function',
    'const plugins = [];\nexport default () => { function plugins() {} return { plugins }; };\n',
  ],
  [
    'names in a circle',
    'const config = defineConfig(({ config }) => ({ ...config }));\nexport default config;\n',
  ],
  ['a name that is taken', 'const verstamp = 1;\nexport default { plugins: [] };\n'],
  ['a list with something else in it', 'export default [{}, load()];\n'],
])('leaves %s alone', (_, text) => {
  expect(insertPlugin(text, { bundler: 'vite' })).toBe(undefined);
});

describe('a configuration that holds that of Vite takes the plugin', () => {
  const call = "verstamp({ carrier: 'page' })";
  it.each([
    [
      "import { defineConfig } from 'astro/config';\n\nexport default defineConfig({\n  site: 'x',\n});\n",
      `import { defineConfig } from 'astro/config';\n${VITE}\n\nexport default defineConfig({\n  vite: { plugins: [${call}] },\n  site: 'x',\n});\n`,
    ],
    [
      'export default defineNuxtConfig({ vite: { plugins: [a()] } });\n',
      `${VITE}\n\nexport default defineNuxtConfig({ vite: { plugins: [a(), ${call}] } });\n`,
    ],
    [
      'export default { vite: { base: "/" } };\n',
      `${VITE.replaceAll("'", '"')}\n\nexport default { vite: { plugins: [${call}], base: "/" } };\n`,
    ],
  ])('%j', (before, after) => {
    expect(insertPlugin(before, { bundler: 'vite', holder: 'vite', call })).toBe(after);
  });

  it('unless what it holds comes from elsewhere', () => {
    for (const text of ['export default { ...base };', 'export default { vite: load() };']) {
      expect(insertPlugin(text, { bundler: 'vite', holder: 'vite', call })).toBe(undefined);
    }
  });
});
