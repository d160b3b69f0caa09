import { literal } from './literal.ts';
import { stampPrefix } from '../stamp/prefix.ts';

/** What the virtual modules are made from, apart from the stamp. */
export interface ModuleInput {
  readonly name: string;
  /** The version document's address, absolute or from the site's root; `undefined` if there is none. */
  readonly documentUrl: string | undefined;
}

/**
 * Writes the module for pages and workers. Its bytes are the same for every stamp: it reads the one that
 * the page bears under its name, that the page handed to its worker, or that the entry announced which loaded it.
 */
export function pageModule(input: ModuleInput): string {
  return `${finder(input.name, 'find')}
${exportedFound(input)}`;
}

/**
 * Writes the module that holds the stamp, for servers, libraries, command lines and service workers.
 *
 * @param text - The stamp's text, padded.
 */
export function inlineModule({ name, documentUrl }: ModuleInput, text: string): string {
  return `const text = ${literal(text)};
const find = () => ({ text, document: undefined });
${exported({ name, documentUrl: literal(documentUrl) })}`;
}

/**
 * Writes the module for files of which nobody knows yet who starts them: if the placeholder was not filled, it
 * looks for the stamp as {@link pageModule} does.
 */
export function eitherModule(input: ModuleInput, placeholder: string): string {
  return `${finder(input.name, 'findCarried')}
const inlined = ${literal(placeholder)};
const find = () => (isOwn(inlined) ? { text: inlined } : findCarried());
${exportedFound(input)}`;
}

/** Writes the module whose `Worker` stands in for the global one: it hands the page's stamp to each worker. */
export function workerModule(): string {
  return `import { stampUrl } from 'virtual:verstamp';
const Native = globalThis.Worker;
export const Worker = Native && /* @__PURE__ */ (() => class Worker extends Native {
  constructor(url, options) { super(stampUrl(url), options); }
})();
`;
}

/**
 * Writes what finds this name's stamp where the program was started from: a page's metas, a worker's own address, or
 * what an entry of fixed name has announced.
 * The program is text, since that of a function would hold what whoever transpiles this file puts into it.
 */
function finder(name: string, as: 'find' | 'findCarried'): string {
  return `const prefix = ${literal(stampPrefix(name))};
const isOwn = (text) => text.startsWith(prefix) && /^\\d[^@;]*(;|$)/.test(text.slice(prefix.length));
const ${as} = () => {
  if (typeof document === 'object') {
    for (const { content, dataset } of document.querySelectorAll('meta[name="verstamp"]')) {
      if (isOwn(content)) {
        return { text: content, document: dataset.document && new URL(dataset.document, document.baseURI).href };
      }
    }
  } else {
    const [, text = '', address] = /[#&]verstamp=([^&]*)(?:&document=([^&]*))?/.exec((globalThis.location || {}).hash || '') || [];
    if (isOwn(text)) return { text, document: address && decodeURIComponent(address) };
  }
  return globalThis[Symbol.for('verstamp.' + prefix)] || {};
};`;
}

/** Writes the exports of a module that has to find its stamp. */
function exportedFound({ name, documentUrl }: ModuleInput): string {
  return `const { text = '', document: documentAddress } = /* @__PURE__ */ find();
${exported({ name, documentUrl: `documentAddress || ${literal(documentUrl)}` })}`;
}

function exported({ name, documentUrl }: { readonly name: string; readonly documentUrl: string }): string {
  return `const field = (key) => {
  const [, value] = new RegExp(';' + key + '=([^;]*)').exec(text) || [];
  return value === undefined ? undefined : decodeURIComponent(value);
};
const readVersion = () => (/@(\\d[^@;]*)(?:;|$)/.exec(text) || [])[1];
export const name = ${literal(name)};
export const version = /* @__PURE__ */ readVersion();
export const display = /* @__PURE__ */ (() => (readVersion() || '').replace(/^(\\d+\\.\\d+\\.\\d+)\\.\\d+/, '$1') || undefined)();
export const stamp = /* @__PURE__ */ (() => text.replace(/;p=\\.*$/, '') || undefined)();
export const time = /* @__PURE__ */ field('t');
export const commit = /* @__PURE__ */ field('c');
export const documentUrl = ${documentUrl};
export const stampUrl = (url) => {
  const { text, document: address } = find();
  if (!text || !(typeof url === 'string' || url instanceof URL)) return url;
  const href = String(url);
  if (/^\\s*data:/i.test(href) || /#($|(.*&)?verstamp=)/.test(href)) return url;
  return href + (href.includes('#') ? '&verstamp=' : '#verstamp=') + text + (address ? '&document=' + encodeURIComponent(address) : '');
};
`;
}
