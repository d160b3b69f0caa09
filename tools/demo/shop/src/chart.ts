import { compareVersions, safeParseVersion } from '@verstamp/core';
import type { Sample } from '../server/adoption.ts';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [100, 40];

/** Draws which versions the clients were of, over time: bands that fill the height, the oldest at the bottom. */
export function drawAdoption(place: Element, samples: readonly Sample[]): void {
  const versions = [...new Set(samples.flatMap(({ clients }) => Object.keys(clients)))].toSorted(
    byPrecedence,
  );
  place.replaceChildren(drawBands(samples, versions), listShares(samples, versions));
}

function drawBands(samples: readonly Sample[], versions: readonly string[]): Element {
  const chart = document.createElementNS(SVG, 'svg');
  chart.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  chart.setAttribute('preserveAspectRatio', 'none');
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', 'Versions of the clients over time');
  for (const [index, version] of versions.entries()) {
    const band = document.createElementNS(SVG, 'path');
    band.setAttribute('d', outline(samples, versions.slice(0, index), version));
    band.setAttribute('fill', colour(index));
    band.dataset['version'] = version;
    chart.append(band);
  }
  return chart;
}

/** Goes along the lower edge of a band, and back along the upper one. */
function outline(samples: readonly Sample[], below: readonly string[], version: string): string {
  // One look alone is as wide as all of them.
  const looks = samples.length === 1 ? [...samples, ...samples] : samples;
  const edge = (versions: readonly string[]): readonly string[] =>
    looks.map((sample, index) => {
      const x = (index / (looks.length - 1)) * WIDTH;
      return `${x.toFixed(2)},${(HEIGHT * (1 - share([sample], versions))).toFixed(2)}`;
    });
  return `M${[...edge(below), ...edge([...below, version]).toReversed()].join('L')}Z`;
}

/** Says what the clients were since the version that is served now came out. */
function listShares(samples: readonly Sample[], versions: readonly string[]): Element {
  const served = samples.at(-1)?.served;
  const since = samples.slice(samples.findLastIndex((sample) => sample.served !== served) + 1);
  const list = document.createElement('ul');
  for (const [index, version] of versions.entries()) {
    const item = document.createElement('li');
    const percent = Math.round(share(since, [version]) * 100);
    item.textContent = `${version}: ${percent} %`;
    Object.assign(item.dataset, { version, percent, served });
    item.style.setProperty('--colour', colour(index));
    list.append(item);
  }
  return list;
}

function share(samples: readonly Sample[], versions: readonly string[]): number {
  const some = samples.reduce((total, sample) => total + count(sample, versions), 0);
  return some / samples.reduce((total, sample) => total + count(sample, Object.keys(sample.clients)), 0);
}

function count({ clients }: Sample, versions: readonly string[]): number {
  return versions.reduce((total, version) => total + (clients[version] ?? 0), 0);
}

function colour(index: number): string {
  return `hsl(${(210 + index * 67) % 360} 60% 45%)`;
}

/** Orders versions by precedence; what is none comes last. */
function byPrecedence(one: string, other: string): number {
  const [a, b] = [safeParseVersion(one), safeParseVersion(other)];
  if (a.kind === 'version' && b.kind === 'version') return compareVersions(a.version, b.version);
  return a.kind === b.kind ? 0 : a.kind === 'version' ? -1 : 1;
}
