import { existsSync, readFileSync } from 'node:fs';
import type Config from '@npmcli/config';

/** What npm's configuration is read by: the settings that it knows, and what is made of each place that has some. */
export interface NpmSettings {
  readonly definitions: Readonly<Record<string, { readonly type: unknown; readonly default: unknown }>>;
  readonly shorthands: object;
  readonly flatten: (layer: object, flat: Record<string, unknown>) => void;
}

/** What `flat` holds. */
const FLAT: ReadonlySet<string> = new Set([
  'ca',
  'cert',
  'https-proxy',
  'key',
  'noproxy',
  'proxy',
  'strict-ssl',
]);

/**
 * Defines those settings of npm that say which registry is asked, and how, how packages are published, and which files
 * hold more of them. The library has a hundred more, and to make all of them takes longer than all of its reading.
 *
 * @param types - The library's own.
 */
export function defineNpmSettings({ path, url }: typeof Config.typeDefs): NpmSettings {
  const texts = { type: [null, String], default: null };
  const definitions = {
    access: { type: [null, 'restricted', 'public'], default: null },
    ca: { type: [null, String, Array], default: null },
    cafile: { type: path.type, default: null },
    cert: texts,
    global: { type: Boolean, default: false },
    globalconfig: { type: path.type, default: '' },
    'https-proxy': { type: [null, url.type], default: null },
    key: texts,
    location: { type: ['global', 'user', 'project'], default: 'user' },
    noproxy: { type: [String, Array], default: '' },
    prefix: { type: path.type, default: '' },
    proxy: { type: [null, false, url.type], default: null },
    provenance: { type: Boolean, default: false },
    registry: { type: url.type, default: 'https://registry.npmjs.org/' },
    'strict-ssl': { type: Boolean, default: true },
    userconfig: { type: path.type, default: '~/.npmrc' },
    workspaces: { type: [null, Boolean], default: null },
  };
  return { definitions, shorthands: {}, flatten };
}

function flatten(layer: object, flat: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(layer)) {
    if (FLAT.has(key)) flat[key] = value;
    const certificates = key === 'cafile' && typeof value === 'string' ? readCertificates(value) : [];
    if (certificates.length > 0) flat['ca'] = certificates;
  }
}

function readCertificates(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .replaceAll('\r\n', '\n')
    .split(END)
    .filter((section) => section.trim() !== '')
    .map((section) => section.trimStart() + END);
}

const END = '-----END CERTIFICATE-----';
