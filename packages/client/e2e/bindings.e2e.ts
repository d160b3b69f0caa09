import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createRenderer, createSSRApp, effectScope, h, onMounted, Suspense, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createVerifier } from '@verstamp/client';
import { useVerifier } from '@verstamp/client/vue';
import { useBrowser } from '@verstamp/testing/use-browser';
import { open, serveSite } from './browser.ts';

const browser = useBrowser();

// Counts who listens, so that a binding that stays behind is seen.
const setup = `
  import { createVerifier } from '@verstamp/client';
  const plain = createVerifier({ name: 'shop', version: '1.4.3.417', rule: 'xx------' });
  let listening = 0;
  const subscribe = (...args) => {
    const leave = plain.subscribe(...args);
    listening++;
    return () => { listening--; leave(); };
  };
  const verifier = Object.create(plain, { subscribe: { value: subscribe } });
  const place = document.querySelector('main');
  Object.assign(globalThis, { see: plain.see, listening: () => listening });
`;

const BINDINGS: readonly (readonly [name: string, code: string])[] = [
  [
    'react',
    `import { createElement } from 'react';
     import { createRoot } from 'react-dom/client';
     import { useVerifier } from '@verstamp/client/react';
     const App = () => createElement('output', {}, useVerifier(verifier)?.server ?? 'not yet');
     const root = createRoot(place);
     root.render(createElement(App));
     globalThis.leave = () => root.unmount();`,
  ],
  [
    'vue',
    `import { createApp, h } from 'vue';
     import { useVerifier } from '@verstamp/client/vue';
     const app = createApp({
       setup() {
         const decision = useVerifier(verifier);
         return () => h('output', decision.value?.server ?? 'not yet');
       },
     });
     app.mount(place);
     globalThis.leave = () => app.unmount();`,
  ],
  [
    'svelte',
    `import { derived } from 'svelte/store';
     import { toStore } from '@verstamp/client/svelte';
     place.append(document.createElement('output'));
     globalThis.leave = derived(toStore(verifier), (decision) => decision?.server ?? 'not yet')
       .subscribe((text) => (place.firstChild.textContent = text));`,
  ],
];

interface Globals {
  readonly see: (value: string) => void;
  readonly listening: () => number;
  readonly leave: () => void;
}

async function expectOutput(page: Page, text: string): Promise<void> {
  await page.waitForFunction((expected) => document.querySelector('output')?.textContent === expected, text);
}

describe.each(BINDINGS)('%s', (_, code) => {
  it('shows the decision as it changes, and listens as long as it is shown', async () => {
    const site = await serveSite(`${setup}${code}`, { markup: '<main></main>' });
    const { page } = await open(browser(), site.url);
    await expectOutput(page, 'not yet');
    for (const version of ['1.5.0', '2.0.0', '1.4.3']) {
      await page.evaluate((seen) => (globalThis as unknown as Globals).see(seen), version);
      await expectOutput(page, version);
    }
    const listening = (): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as Globals).listening());
    expect(await listening()).toBe(1);
    await page.evaluate(() => (globalThis as unknown as Globals).leave());
    expect(await listening()).toBe(0);
  });
});

it('listens to nothing where Vue renders on a server, which disposes of nothing', async () => {
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  let listening = 0;
  const subscribe = (): (() => number) => {
    listening++;
    return () => listening--;
  };
  verifier.see('1.5.0');
  const app = createSSRApp({
    setup() {
      const decision = useVerifier({ ...verifier, decision: verifier.decision, subscribe });
      return () => h('output', decision.value?.server);
    },
  });
  expect(await renderToString(app)).toBe('<output></output>');
  expect(listening).toBe(0);
});

it.each([
  [
    'React',
    `import { createElement } from 'react';
     import { hydrateRoot } from 'react-dom/client';
     import { useVerifier } from '@verstamp/client/react';
     const App = () => {
       const decision = useVerifier(verifier);
       return createElement('output', { className: decision?.verdict }, decision?.server ?? 'not yet');
     };
     verifier.see('1.5.0');
     hydrateRoot(place, createElement(App));`,
  ],
  [
    'Vue',
    `import { createSSRApp, h } from 'vue';
     import { useVerifier } from '@verstamp/client/vue';
     verifier.see('1.5.0');
     createSSRApp({
       setup() {
         const decision = useVerifier(verifier);
         return () => h('output', { class: decision.value?.verdict }, decision.value?.server ?? 'not yet');
       },
     }).mount(place);`,
  ],
])(
  'shows in %s what was decided before it took over the page, of which the server knew nothing',
  async (_, code) => {
    const site = await serveSite(`${setup}${code}`, {
      markup: '<main><output>not yet</output></main>',
      policy: "default-src 'self'",
    });
    const { page, faults } = await open(browser(), site.url);
    await expectOutput(page, '1.5.0');
    expect(await page.locator('output').getAttribute('class')).toBe('allow');
    expect(faults).toEqual([]);
  },
);

const doNothing = (): void => {};
const makeNode = (): object => ({});

/** Mounts a component where there is no document. */
function mount(component: Component): () => void {
  const { createApp } = createRenderer<object, object>({
    createElement: makeNode,
    createText: makeNode,
    createComment: makeNode,
    insert: doNothing,
    remove: doNothing,
    patchProp: doNothing,
    setText: doNothing,
    setElementText: doNothing,
    parentNode: () => null,
    nextSibling: () => null,
  });
  const app = createApp(component);
  app.mount({});
  return () => app.unmount();
}

const render = () => () => null;

it('follows the verifier in Vue for as long as the scope lives that it was called in', () => {
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  const use = () => useVerifier(verifier);
  // As the state that components share, which the first of them sets up.
  const shared = effectScope(true);
  const within = effectScope(true);
  const found: ReturnType<typeof use>[] = [];
  const leave = mount({
    setup() {
      found.push(shared.run(use) ?? use(), within.run(use) ?? use());
      onMounted(() => found.push(use()));
      return render();
    },
  });
  const see = (version: string) => {
    verifier.see(version);
    return found.map(({ value }) => value?.server);
  };
  expect(see('1.5.0')).toEqual(['1.5.0', '1.5.0', '1.5.0']);
  within.stop();
  expect(see('1.6.0')).toEqual(['1.6.0', '1.5.0', '1.6.0']);
  leave();
  expect(see('1.7.0')).toEqual(['1.7.0', '1.5.0', '1.6.0']);
});

it('follows the verifier in Vue while the first component that asked waits, and once it was left', () => {
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  const shared = effectScope(true);
  const found: ReturnType<typeof useVerifier>[] = [];
  const Waiting = {
    async setup() {
      found.push(shared.run(() => useVerifier(verifier)) ?? useVerifier(verifier));
      await new Promise(doNothing);
      return render();
    },
  };
  const leave = mount({ setup: () => () => h(Suspense, {}, () => h(Waiting)) });
  verifier.see('1.5.0');
  expect(found[0]?.value?.server).toBe('1.5.0');
  leave();
  verifier.see('1.6.0');
  expect(found[0]?.value?.server).toBe('1.6.0');
});
