import { join } from 'node:path';
import type { Stamp } from '@verstamp/core';
import type { Environment, ResolvedConfig } from 'vite';
import type { ChosenCarrier } from '../carrier/choose.ts';
import { inlineModule, pageModule, workerModule } from '../carrier/source.ts';
import type { TagAttributes } from '../carrier/tag.ts';
import { resolveOptions, type Settings, type VerstampOptions } from '../options.ts';
import { formatDocument } from '../output/document.ts';
import { resolveIdentity, type Identity } from '../stamp/identity.ts';
import { developmentStamp } from '../stamp/resolve.ts';
import { beginOutput, type Output } from '../stamp/run.ts';
import { formatBlankText, formatPaddedText, formatText } from '../stamp/text.ts';
import { readVirtualId } from '../virtual-id.ts';
import { documentAddress, documentFromPage, isRelativeBase } from './address.ts';
import { checkConfig, environmentCarrier, readSite, type Site } from './settings.ts';

/** What the plugin's hooks ask: the state of one evaluation of the configuration. */
export interface Stamper {
  readonly settings: Settings;
  /** Takes the configuration in; before it nothing else may be asked. */
  configure(config: ResolvedConfig): void;
  /** Begins an output, and begins it anew in watch mode. */
  begin(environment: Environment): void;
  /** Whether files are built that go out. */
  isBuild(): boolean;
  /** The build's stamp, or that of a dev server. */
  stamp(): Promise<Stamp>;
  /** How an environment's output carries the stamp. */
  carrier(environment: Environment): ChosenCarrier;
  /** Writes a virtual module. */
  load(id: string, environment: Environment): Promise<string>;
  /** What stands in for the stamp's text while files are hashed, and the text that takes its place. */
  filling(): Promise<{ readonly blank: string; readonly text: string }>;
  /** What has to be said of an output that is complete: that nothing carries its stamp. */
  complaint(environment: Environment): string | undefined;
  /** The attributes of the element by which a page carries the stamp. */
  tag(page: string): Promise<TagAttributes>;
  /** The version document's text. */
  document(): Promise<string>;
  /** The version document's path under the site's root, where it has one. */
  documentPath(): string | undefined;
}

const NO_PAGE =
  'No page was written that could carry the stamp. Put stampTag() of @verstamp/build into the pages before their ' +
  'first script, and say so with verstamp({ carrier: "page" }).';

interface Configured {
  readonly site: Site;
  readonly identity: Identity;
}

/** Creates the state behind one plugin. */
export function createStamper(options: VerstampOptions): Stamper {
  const settings = resolveOptions(options);
  let configured: Configured | undefined;
  let output: Output | undefined;
  const seen = { accessor: false, page: false };

  const current = (): Configured => {
    if (!configured) throw new Error('verstamp was asked before it was configured');
    return configured;
  };
  const stamper: Stamper = {
    settings,
    configure(config) {
      checkConfig(config, settings);
      configured = { site: readSite(config), identity: resolveIdentity(config.root, settings) };
    },
    begin(environment) {
      if (stamper.isBuild()) output = beginOutput(outputInput(environment, current().identity, settings));
    },
    isBuild: () => current().site.isBuild,
    async stamp() {
      return output ? output.stamp() : developmentStamp(current().identity);
    },
    carrier: (environment) => (stamper.isBuild() ? environmentCarrier(environment, settings) : 'inline'),
    async load(id, environment) {
      const { site, identity } = current();
      const kind = readVirtualId(id);
      if (kind === 'worker') return workerModule();
      const input = { name: identity.name, documentUrl: documentAddress(site.base, settings.document) };
      const carrier = stamper.carrier(environment);
      if (kind === 'accessor' && carrier === 'page') {
        seen.accessor = true;
        return pageModule(input);
      }
      const text = carrier === 'module' ? formatBlankText(identity) : formatPaddedText(await stamper.stamp());
      return inlineModule(input, text);
    },
    filling: async () => ({
      blank: formatBlankText(current().identity),
      text: formatPaddedText(await stamper.stamp()),
    }),
    complaint(environment) {
      const isCarried = seen.page || !seen.accessor || settings.carrier === 'page';
      return isCarried || stamper.carrier(environment) !== 'page' ? undefined : NO_PAGE;
    },
    async tag(page) {
      seen.page = true;
      const { base } = current().site;
      const content = formatText(await stamper.stamp());
      if (settings.document === false || !isRelativeBase(base)) return { name: 'verstamp', content };
      return { name: 'verstamp', content, 'data-document': documentFromPage(page, settings.document) };
    },
    document: async () => formatDocument(await stamper.stamp(), settings.advertised),
    documentPath() {
      if (settings.document === false) return undefined;
      const { base } = current().site;
      // On a dev server a relative base means the root, and a base with an origin its path.
      return new URL(join(isRelativeBase(base) ? '/' : base, settings.document), 'http://localhost').pathname;
    },
  };
  return stamper;
}

function outputInput({ name, config }: Environment, identity: Identity, { revision }: Settings) {
  const output = JSON.stringify(['vite', name, join(config.root, config.build.outDir)]);
  return { ...identity, output, revision, env: process.env };
}
