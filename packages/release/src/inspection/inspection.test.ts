import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digestFile, findStamps as locate, resolveBlanks } from '@verstamp/build';
import { formatStamp, type Stamp } from '@verstamp/core';
import { inspectFiles } from './inspection.ts';

const stamp: Stamp = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z', source: 'clock' };
const document = 'version.json';

/** An output folder as a build leaves it, with both records. */
function build(prefix = ''): Map<string, Buffer> {
  const files = new Map([
    ['index.html', Buffer.from(`<meta name="verstamp" content="${formatStamp(stamp)}">`)],
    ['chunk.js', Buffer.from('run();')],
    [document, Buffer.from(JSON.stringify({ ...stamp, rule: 'xx------' }))],
  ]);
  const stamps = [...files].flatMap(([file, bytes]) => locate(file, bytes, { stamp, document }));
  const digests = [...files].map(([path, bytes]) => {
    const own = stamps.filter(({ file }) => file === path);
    return digestFile(path, bytes, { name: stamp.name, stamps: own });
  });
  files.set('.verstamp/stamp.json', Buffer.from(JSON.stringify({ stamp, stamps })));
  files.set('.verstamp/files.json', Buffer.from(JSON.stringify({ files: digests })));
  return new Map([...files].map(([path, bytes]) => [prefix + path, bytes]));
}

const other = formatStamp({ ...stamp, version: '1.4.3.418' });

function page(name: string): Buffer {
  return Buffer.from(formatStamp({ ...stamp, name, version: `1.0.0.${name.length}` }));
}

describe('inspectFiles', () => {
  it('keeps nothing of the memory in which a file was handed over', () => {
    const files = build();
    const handed: string[] = [];
    const inspected = inspectFiles({
      keys: () => files.keys(),
      get: (path) => files.get(path),
      use(path, act) {
        const shared = Buffer.from(files.get(path) ?? expect.unreachable());
        const result = act(shared);
        shared.fill(0);
        handed.push(path);
        return result;
      },
    });
    expect(inspected).toEqual(inspectFiles(files));
    expect(handed).toEqual([...files.keys()]);
  });

  it.each(['', 'dist/'])('finds every stamp of a sound output in %j, and no flaw', (prefix) => {
    const { sightings, flaws, compared } = inspectFiles(build(prefix));
    expect(flaws).toEqual([]);
    expect(compared).toBe(3);
    expect(sightings.map(({ file }) => file)).toEqual(
      ['index.html', 'version.json', '.verstamp/stamp.json'].map((file) => prefix + file),
    );
    expect(new Set(sightings.map((sighting) => sighting.stamp.version))).toEqual(new Set(['1.4.3.417']));
  });

  it.each<[string, string, string | undefined, object]>([
    ['a changed file', 'chunk.js', 'steal();', { kind: 'altered', file: 'chunk.js' }],
    ['a missing file', 'chunk.js', undefined, { kind: 'missing', file: 'chunk.js' }],
    ['a stale page', 'old.html', other, { kind: 'disagrees', file: 'old.html', with: 'index.html' }],
    [
      'an unreadable record',
      '.verstamp/stamp.json',
      '{',
      { kind: 'unreadable', file: '.verstamp/stamp.json' },
    ],
    [
      'unreadable digests',
      '.verstamp/files.json',
      '[]',
      { kind: 'unreadable', file: '.verstamp/files.json' },
    ],
  ])('finds %s', (_, path, text, flaw) => {
    const files = build();
    if (text === undefined) files.delete(path);
    else files.set(path, Buffer.from(text));
    expect(inspectFiles(files).flaws).toContainEqual(flaw);
  });

  it('compares a packed twin by the file that it follows from', () => {
    const files = build();
    const from = 'index.html';
    const file = `${from}.gz`;
    const source = files.get(from) ?? Buffer.alloc(0);
    const twin = gzipSync(source);
    const derived = [{ file, offset: 0, length: twin.length, kind: 'gzip', from }] as const;
    const record = { stamp, stamps: locate(from, source, { stamp, document }), derived };
    const digest = digestFile(file, twin, resolveBlanks(file, { record, read: () => source }));
    files.set(file, twin);
    files.set('.verstamp/stamp.json', Buffer.from(JSON.stringify(record)));
    files.set('.verstamp/files.json', Buffer.from(JSON.stringify({ files: [digest] })));
    const { flaws, compared } = inspectFiles(files);
    expect({ flaws, compared }).toEqual({ flaws: [], compared: 1 });
  });

  it('lets stamps of other names differ', () => {
    const { sightings, flaws } = inspectFiles(
      new Map([
        ['a', page('cart')],
        ['b', page('seller')],
      ]),
    );
    expect([sightings.length, flaws]).toEqual([2, []]);
  });

  it('lets two copies of one name be bundled into an output, but not into what has no record', () => {
    const copies = Buffer.from(`${formatStamp({ ...stamp, name: 'ui' })} ui@1.0.0.7;t=2026-01-01T00:00:00Z`);
    const flaw = { kind: 'disagrees', file: 'all.js', with: 'all.js' };
    expect(inspectFiles(build().set('all.js', copies)).flaws).toEqual([]);
    expect(inspectFiles(build('dist/').set('all.js', copies)).flaws).toEqual([flaw]);
  });

  it('compares files that are listed as built, though their folder is passed over', () => {
    const files = build();
    const inspect = () =>
      inspectFiles({
        keys: () => [...files.keys()].filter((path) => path !== 'chunk.js'),
        get: (path) => files.get(path),
      });
    expect(inspect()).toMatchObject({ flaws: [], compared: 3 });
    files.set('chunk.js', Buffer.from('steal();'));
    expect(inspect().flaws).toEqual([{ kind: 'altered', file: 'chunk.js' }]);
  });

  it('finds more stamps in one file than a call can take arguments', () => {
    const count = 200_000;
    const { sightings, flaws } = inspectFiles(
      new Map([['a', Buffer.from(`${formatStamp(stamp)} `.repeat(count))]]),
    );
    expect([sightings.length, flaws]).toEqual([count, []]);
  });

  it('looks into any number of folders in time', { timeout: 10_000 }, () => {
    const record = Buffer.from(JSON.stringify({ stamp, stamps: [] }));
    const list = Buffer.from(JSON.stringify({ files: [] }));
    const folders = Array.from({ length: 8000 }, (_, index) => `${index}/.verstamp`);
    const files = folders.flatMap((folder): [string, Buffer][] => [
      [`${folder}/stamp.json`, record],
      [`${folder}/files.json`, list],
    ]);
    const { sightings, flaws } = inspectFiles(new Map(files));
    expect([sightings.length, flaws]).toEqual([8000, []]);
  });
});
