import { displayVersion, safeParseVersion } from '@verstamp/core';
import { outputAltered, outputStale, recordUnreadable } from '@verstamp/core/problems';
import type { Flaw } from '@verstamp/release';
import type { Facts, OutputFacts } from '../facts.ts';
import { addFix, type Finding } from '../finding.ts';
import { findConflicts, formatConflict, joinPath } from './conflicts.ts';

/** Finds outputs that are not of one build, are of another version than their package, or are not what was built. */
export function checkOutputs({ outputs, packages }: Facts): readonly Finding[] {
  return [
    ...outputs.flatMap((output) => [...findConflicts(output.folder, output), ...findChanges(output)]),
    ...findSiblingConflicts(outputs),
    ...outputs.flatMap((output) => findStale(output, packages)),
  ];
}

/** Client and server of one package go out together, so their folders bear one stamp. */
function findSiblingConflicts(outputs: readonly OutputFacts[]): readonly Finding[] {
  const groups = Map.groupBy(outputs, ({ owner, sightings }) => `${owner}\n${sightings[0]?.stamp.name}`);
  return [...groups.values()].flatMap(([first, ...others]): readonly Finding[] => {
    const known = first?.sightings[0];
    if (!first || !known) return [];
    const other = others.find(({ sightings }) => sightings[0]?.stamp.version !== known.stamp.version);
    const sighting = other?.sightings[0];
    if (!other || !sighting) return [];
    const finding = formatConflict(
      { folder: other.folder, sighting },
      { folder: first.folder, sighting: known },
    );
    // Folders side by side in the package may be of two deployments; those in one folder are of one.
    return [
      parentOf(first) === parentOf(other) && parentOf(first) !== first.owner
        ? finding
        : { ...finding, severity: 'warning' },
    ];
  });
}

function parentOf({ folder }: OutputFacts): string {
  return folder.split('/').slice(0, -1).join('/');
}

function findChanges({ folder, flaws }: OutputFacts): readonly Finding[] {
  return (['altered', 'missing', 'unreadable'] as const).flatMap((what): readonly Finding[] => {
    const files = flaws
      .filter(({ kind, file }) => kind === what && !isLeftOut(what, file))
      .map(({ file }) => file);
    const [first] = files;
    if (first === undefined) return [];
    if (what === 'unreadable') {
      const problem = recordUnreadable({ path: joinPath(folder, first), reason: 'it has another shape' });
      return [{ severity: 'error', place: folder, problem: addFix(problem) }];
    }
    return [{ severity: 'error', place: folder, problem: outputAltered({ folder, files, what }) }];
  });
}

/** Source maps are kept from the public on purpose. */
function isLeftOut(what: Flaw['kind'], file: string): boolean {
  return what === 'missing' && file.endsWith('.map');
}

function findStale(
  { folder, owner, sightings }: OutputFacts,
  packages: Facts['packages'],
): readonly Finding[] {
  const pkg = packages.find((entry) => entry.folder === owner);
  const [first] = sightings;
  if (!pkg || !first || first.stamp.name !== pkg.name || pkg.version === undefined) return [];
  const parsed = safeParseVersion(first.stamp.version);
  const stamped = parsed.kind === 'version' ? displayVersion(parsed.version) : first.stamp.version;
  if (stamped === pkg.version) return [];
  const problem = outputStale({ file: folder, name: pkg.name, stamped, version: pkg.version });
  return [{ severity: 'error', place: folder, problem }];
}
