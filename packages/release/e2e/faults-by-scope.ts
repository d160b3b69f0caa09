import { afterAll, beforeAll } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';

/** A registry that fails each shop in its own way, so that many are tested at the same time. */
export interface FaultsByScope {
  /** Where shops send their requests. */
  readonly url: string;
  /** Where it can be asked what the registry holds. */
  readonly realUrl: string;
  /** What happens to the requests of each shop, by its scope. */
  readonly faults: Map<string, FaultyRegistry['fault']>;
}

/** Starts such a registry before the tests of a file, and ends it after them. */
export function useFaultsByScope(): FaultsByScope {
  const faults: FaultsByScope['faults'] = new Map();
  let real: TestRegistry | undefined;
  let registry: FaultyRegistry | undefined;
  beforeAll(async () => {
    real = await startRegistry();
    registry = await startFaultyRegistry(real.url);
    registry.fault = (method, path) => {
      const scope = /@([\w-]+)(?:%2f|\/)/i.exec(path)?.[1] ?? '';
      return faults.get(scope)?.(method, path) ?? { kind: 'pass' };
    };
  });
  afterAll(async () => {
    await registry?.close();
    await real?.close();
  });
  return {
    get url() {
      return urlOf(registry);
    },
    get realUrl() {
      return urlOf(real);
    },
    faults,
  };
}

function urlOf(started: { readonly url: string } | undefined): string {
  if (!started) throw new Error('The registry starts with the first test.');
  return started.url;
}
