import { createFetch, createVerifier, type Verifier } from '@verstamp/client';
import { displayVersion, parseVersion, sameMajor } from '@verstamp/core';
import { display, documentUrl, name, version } from 'virtual:verstamp';

/** What the page knows about itself and its server, shown as a list; texts only, never markup. */
class VersionPanel extends HTMLElement {
  readonly #rows = new Map<string, HTMLElement>();

  show(term: string, text: string, data: Readonly<Record<string, string>> = {}): void {
    const row = this.#rows.get(term) ?? this.#append(term);
    row.textContent = text;
    Object.assign(row.dataset, data);
  }

  #append(term: string): HTMLElement {
    const title = document.createElement('dt');
    const row = document.createElement('dd');
    title.textContent = term;
    row.id = term.toLowerCase();
    this.append(title, row);
    this.#rows.set(term, row);
    return row;
  }
}
customElements.define('version-panel', VersionPanel);

const panel = document.querySelector<VersionPanel>('version-panel') ?? new VersionPanel();
panel.show('Version', display ?? 'not stamped', { full: version ?? '' });

const verifier = createVerifier({
  name,
  version,
  documentUrl,
  rule: sameMajor,
  pollIntervalMs: 2000,
  onChange: () => showVerdict(verifier),
});
showVerdict(verifier);
verifier.start();

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }: MessageEvent<{ readonly version: string }>) => {
  panel.show('Worker', data.version === version ? 'is of the same build' : 'is of another build', {
    full: data.version,
  });
});

const request = createFetch(verifier);
const button = document.createElement('button');
button.textContent = 'Place an order';
button.addEventListener('click', () => {
  void request('api/orders', { method: 'POST' }).then(
    async (response) => panel.show('Order', await response.text()),
    (error: unknown) => panel.show('Order', error instanceof Error ? error.message : 'failed'),
  );
});
panel.after(button);

function showVerdict({ status, decision }: Verifier): void {
  const server = decision?.server;
  panel.show('Server', server === undefined ? 'not heard of yet' : displayVersion(parseVersion(server)));
  panel.show('Verdict', decision?.message ?? 'unknown', { verdict: status });
}
