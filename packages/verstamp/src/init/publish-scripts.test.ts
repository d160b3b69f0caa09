import { expect, it } from 'vitest';
import { notePublishScripts } from './publish-scripts.ts';

type Project = Parameters<typeof notePublishScripts>[0];

const note = ({ own = {}, release = 'verstamp release', job = '', ...more }: Given = {}) => {
  const pkg = {
    folder: 'a',
    version: '1.0.0',
    manifest: { file: 'package.json' },
    commands: own,
    isPrivate: false,
    ...more,
  };
  const facts = {
    packages: [pkg],
    pipelines: [{ file: 'ci.yml', text: job }],
    publishScripts: ['prepublishOnly'],
  };
  return notePublishScripts({ facts, isWhole: true, ...more } as unknown as Project, { release });
};

interface Given {
  readonly own?: Readonly<Record<string, string>>;
  readonly release?: string;
  readonly job?: string;
  readonly isPrivate?: boolean;
  readonly version?: string | undefined;
  readonly isWhole?: boolean;
}

const BUILD = { prepublishOnly: 'npm run build' };

it.each<[string, Given]>([
  ['a script releases', { own: BUILD }],
  ['a job releases', { own: BUILD, release: '', job: 'run: npx verstamp release' }],
  ['the receipt comes before it', { own: { prepublishOnly: 'verstamp guard --receipt && npm run build' } }],
  [
    'the receipt comes behind a semicolon',
    { own: { prepublishOnly: 'npm run build; verstamp guard --receipt' } },
  ],
  ['a script of a package releases', { own: { ...BUILD, ship: 'verstamp release' }, release: '' }],
  ['the receipt comes behind it', { own: { prepublishOnly: 'npm run build && verstamp guard --receipt' } }],
])('says that a release will not build where %s', (_, given) => {
  const text = expect.stringMatching(/does not run the script "prepublishOnly": if "npm run build" builds/);
  expect(note(given)).toEqual([{ place: 'package.json', text }]);
});

it('quotes what runs as it stands there', () => {
  const [found] = note({ own: { prepublishOnly: 'rm -rf dist; npm run build' } });
  expect(found?.text).toContain('"rm -rf dist; npm run build"');
});

it.each<[string, Given]>([
  ['nothing runs then', {}],
  ['the receipt is all that runs then', { own: { prepublishOnly: 'verstamp guard --receipt' } }],
  ['the build stands in prepack', { own: { prepack: 'npm run build' } }],
  ['another tool publishes', { own: BUILD, release: 'changeset publish' }],
  ['the package has no version', { own: BUILD, version: undefined }],
  ['the package is private', { own: BUILD, isPrivate: true }],
  ['one package alone is asked about', { own: BUILD, isWhole: false }],
])('says nothing where %s', (_, given) => {
  expect(note(given)).toEqual([]);
});
