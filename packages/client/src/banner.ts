import type { Decision } from '@verstamp/core';
import { STYLE } from './banner-style.ts';
import { recall, remember } from './memory.ts';
import type { Verifier } from './verifier.ts';

/** Options of {@link defineBanner}. */
export interface BannerOptions {
  /**
   * The element's name.
   * @default 'version-banner'
   */
  readonly tag?: string | undefined;
  /** Says which decisions are shown; by default those that are not `allow`. */
  readonly isShown?: ((decision: Decision) => boolean) | undefined;
  /** @default location.reload */
  readonly reload?: (() => void) | undefined;
}

/**
 * Defines `<version-banner>`: it shows what the verifier decides, with a button to reload if the client must
 * move, and one to dismiss it until the server's version or the verdict changes. Texts are texts, never markup;
 * the slots `reload` and `dismiss` label the buttons, parts and custom properties style it.
 */
export function defineBanner(verifier: Verifier, options: BannerOptions = {}): void {
  const {
    tag = 'version-banner',
    isShown = ({ verdict }) => verdict !== 'allow',
    reload = () => location.reload(),
  } = options;
  const key = `verstamp:${verifier.name}:dismissed`;
  let dismissed = recall(key);
  // Defined in here, so that the module can be loaded without an HTMLElement, as on a server.
  class VersionBanner extends HTMLElement {
    readonly #region = createPart('div', 'banner');
    #leave: (() => void) | undefined;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      // A style element would need `style-src`; an adopted sheet does not.
      root.adoptedStyleSheets = [sheet];
      // The region is there, empty, before it speaks: else screen readers say nothing.
      this.#region.role = 'status';
      root.append(this.#region);
    }

    connectedCallback(): void {
      this.#leave = verifier.subscribe((decision) => this.#show(decision));
      if (verifier.decision) this.#show(verifier.decision);
    }

    disconnectedCallback(): void {
      this.#leave?.();
    }

    #show(decision: Decision): void {
      this.#region.replaceChildren();
      const told = `${decision.verdict} ${decision.server}`;
      // What carries the version may leave out the revision that another carrier said; a prerelease follows it.
      if (told === dismissed || told === dismissed?.replace(/\.\d+(?=-|$)/, '') || !isShown(decision)) return;
      this.#region.append(createPart('span', 'text', decision.message));
      if (decision.move === 'client') this.#add('reload', 'Reload', () => reload());
      this.#add('dismiss', 'Dismiss', () => {
        dismissed = told;
        remember(key, told);
        this.#show(decision);
      });
    }

    #add(name: string, label: string, act: () => void): void {
      const slot = document.createElement('slot');
      slot.name = name;
      slot.append(label);
      const button = createPart('button', name, slot);
      button.addEventListener('click', act);
      this.#region.append(button);
    }
  }
  if (!customElements.get(tag)) customElements.define(tag, VersionBanner);
}

/** @param content - Texts are texts, never markup. */
function createPart(tag: string, name: string, ...content: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.part = name;
  element.append(...content);
  return element;
}
