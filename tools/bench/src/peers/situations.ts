import type { Fault } from '@verstamp/testing/faulty-registry';
import type { Place } from './place.ts';

/** Something that happens before or while a release goes out. */
export interface Situation {
  readonly title: string;
  /** Changes the tree after 1.0.0 went out, and says what the registry does from then on. */
  prepare(place: Place): Promise<void>;
  /** Whether an exit code of 0 is right; by default it never is. */
  readonly isFine?: (place: Place) => Promise<boolean>;
}

const PREVIOUSLY = JSON.stringify({
  error: 'You cannot publish over the previously published versions: 1.1.0.',
});

/** The first is the control: all is well, and everybody must let it go out. The others must be stopped. */
export const SITUATIONS: readonly Situation[] = [
  {
    title: 'all is well',
    prepare: async (place) => bump(place, '1.1.0'),
    isFine: async (place) => (await place.readPublished('1.1.0')) !== undefined,
  },
  {
    title: 'the same version, other content',
    async prepare(place) {
      await place.change();
      await place.commit();
    },
  },
  questionFails('is answered 401', { kind: 'answer', status: 401, body: '{"error":"unauthorized"}' }),
  questionFails('is answered 403', { kind: 'answer', status: 403, body: '{"error":"forbidden"}' }),
  questionFails('is answered 500', { kind: 'answer', status: 500, body: '{"error":"oops"}' }),
  questionFails('is answered with a page', {
    kind: 'answer',
    status: 200,
    body: '<!doctype html><p>Sign in',
  }),
  questionFails('is cut short', { kind: 'cut' }),
  uploadFails('is answered 200 with a page, nothing stored', {
    kind: 'answer',
    status: 200,
    body: '<!doctype html><p>Sign in',
  }),
  uploadFails('is refused as published before, nothing stored', {
    kind: 'answer',
    status: 403,
    body: PREVIOUSLY,
  }),
  uploadFails('is refused with 409, nothing stored', { kind: 'answer', status: 409, body: PREVIOUSLY }),
  {
    title: 'a version lower than latest, and no tag',
    prepare: async (place) => bump(place, '0.9.0'),
  },
  {
    title: 'a prerelease, and no tag',
    prepare: async (place) => bump(place, '2.0.0-rc.1'),
  },
  {
    title: 'a version that was removed, with other content',
    async prepare(place) {
      await place.unpublish();
      await place.change();
      await place.commit();
    },
  },
  {
    title: 'workspace: among the dependencies',
    prepare: async (place) => bump(place, '1.1.0', { dependencies: { 'shop-till': 'workspace:^' } }),
    async isFine(place) {
      const published = await place.readPublished('1.1.0');
      return published !== undefined && !JSON.stringify(published).includes('workspace:');
    },
  },
  {
    title: 'an entry point that is not there',
    prepare: async (place) => bump(place, '1.1.0', { exports: './dist/index.js' }),
  },
  {
    title: 'something that is in no commit',
    async prepare(place) {
      await bump(place, '1.1.0');
      await place.change();
    },
  },
];

async function bump(
  place: Place,
  version: string,
  fields?: Readonly<Record<string, unknown>>,
): Promise<void> {
  await place.describe(version, fields);
  await place.commit();
}

function questionFails(how: string, fault: Fault): Situation {
  return {
    title: `whether the version is there ${how}`,
    async prepare(place) {
      await bump(place, '1.1.0');
      place.proxy.fault = (method) => (method === 'GET' ? fault : { kind: 'pass' });
    },
  };
}

function uploadFails(how: string, fault: Fault): Situation {
  return {
    title: `an upload ${how}`,
    async prepare(place) {
      await bump(place, '1.1.0');
      place.proxy.fault = (method) => (method === 'PUT' ? fault : { kind: 'pass' });
    },
  };
}
