declare module '@npmcli/config/lib/definitions/index.js' {
  const definitions: {
    readonly definitions: object;
    readonly shorthands: object;
    readonly flatten: (from: object, into: Record<string, unknown>) => void;
  };
  export default definitions;
}

declare module '@npmcli/config' {
  export default class Config {
    constructor(options: {
      readonly definitions: object;
      readonly shorthands: object;
      readonly flatten: (from: object, into: Record<string, unknown>) => void;
      readonly npmPath: string;
      readonly argv: readonly string[];
      readonly cwd: string;
      readonly env: Record<string, string | undefined>;
      readonly warn: boolean;
    });
    /** The types that settings may have. */
    static readonly typeDefs: {
      readonly path: { readonly type: unknown };
      readonly url: { readonly type: unknown };
    };
    readonly flat: Readonly<Record<string, unknown>>;
    /** Writes the settings into variables for npm's scripts. */
    setEnvs: () => void;
    load(): Promise<void>;
    get(key: string): unknown;
    /** The places that settings are from, each with its own. */
    readonly data: ReadonlyMap<string, { readonly data: object }>;
  }
}

declare module '@npmcli/agent' {
  import type { Agent, ClientRequest } from 'node:http';
  import type { Socket } from 'node:net';
  export function getAgent(
    url: string,
    options: object,
  ): Agent & {
    /** Has a `url` only where the URL is asked through one. */
    readonly proxy: object;
    connect: (request: ClientRequest, options: object) => Promise<Socket>;
  };
}

declare module '@npmcli/package-json' {
  export default class PackageJson {
    /** What is done to a package.json that is published. */
    static readonly prepareSteps: readonly string[];
    static prepare(folder: string, options: { readonly steps: readonly string[] }): Promise<PackageJson>;
    readonly content: Readonly<Record<string, unknown>>;
  }
}

declare module 'libnpmpublish' {
  export function publish(manifest: object, tarball: Buffer, options: object): Promise<unknown>;
}

declare module 'picomatch' {
  /** The types of tinyglobby name its own. */
  export default function picomatch(
    pattern: string,
    options: undefined,
    returnState: true,
  ): ((path: string) => boolean) & { readonly state: { readonly negated: boolean } };
}
