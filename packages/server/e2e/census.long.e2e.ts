import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { createGate, formatCensus, type Gate } from '../src/index.ts';
import { observeCensus } from '../src/opentelemetry.ts';
import { usedHeap } from './heap.ts';

const start = (): Gate => createGate({ name: 'shop', version: '2.1.0', log: false });
const send = (gate: Gate, version: string) => gate.check({ method: 'GET', url: '/', version });

/** Thirty releases; each has less use than the one before, the last one request in 20,000. */
const releases = Array.from({ length: 30 }, (_, index) => ({
  version: `2.0.${index}`,
  every: Math.round(10 * 1.3 ** index),
}));

describe('a flood of a million requests with a million invented versions', () => {
  it('takes no memory, and the real versions are counted right', () => {
    const gate = start();
    const sent = new Map<string, number>();
    const use = (version: string) => {
      send(gate, version);
      sent.set(version, (sent.get(version) ?? 0) + 1);
    };
    // The day before: each release is in use.
    for (const { version } of releases) for (let request = 0; request < 20; request++) use(version);
    const invent = (number: number) => send(gate, `2.${number}.77`);
    for (let number = 0; number < 50_000; number++) invent(number);
    const before = usedHeap();
    const textBefore = formatCensus(gate.census()).length;
    for (let number = 50_000; number < 1_050_000; number++) {
      invent(number);
      for (const { version, every } of releases) if (number % every === 0) use(version);
      // A release of this very day, in the middle of the flood.
      if (number >= 500_000 && number % 1000 === 0) use('2.0.99');
    }
    const grown = usedHeap() - before;

    const census = gate.census();
    const counted = new Map(census.lines.map(({ version, counts }) => [version, counts.allow]));
    for (const { version } of releases)
      expect([version, counted.get(version)]).toEqual([version, sent.get(version)]);
    // What is new is found while the flood goes on; since when it is exact is said.
    expect(counted.get('2.0.99')).toBeGreaterThan(500);
    expect(census.total).toBe(1_050_000 + [...sent.values()].reduce((total, count) => total + count, 0));
    expect(census.lines.length).toBe(513);
    expect(grown).toBeLessThan(256 * 1024);
    expect(formatCensus(census).length).toBeLessThan(textBefore * 1.2);
  }, 300_000);

  it('would take memory if each had a line: the measure can tell', () => {
    const before = usedHeap();
    const lines = new Map<string, object>();
    for (let number = 0; number < 10_000; number++)
      lines.set(`1.${number}.0`, { allow: 0, warn: 0, refuse: 1 });
    expect(usedHeap() - before).toBeGreaterThan(256 * 1024);
    expect(lines.size).toBe(10_000);
  });
});

/** What OpenTelemetry collects. */
function openMeter() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const collect = async () => {
    exporter.reset();
    await reader.forceFlush();
    return exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ metric: descriptor.name, ...attributes, value })),
      );
  };
  return { meter: provider.getMeter('test'), collect, close: () => provider.shutdown() };
}

describe('observeCensus', () => {
  it('adds up what gates of one name have counted', async () => {
    const { meter, collect, close } = openMeter();
    const gates = [start(), start()];
    observeCensus(gates, meter);
    for (const gate of gates) for (const version of ['2.0.0', 'junk']) send(gate, version);
    expect(await collect()).toEqual([
      { metric: 'verstamp.clients', name: 'shop', version: '2.0.0', verdict: 'allow', value: 2 },
      ...[0, 0, 2].map((value, index) => ({
        metric: 'verstamp.unreadable',
        name: 'shop',
        reading: ['missing', 'repeated', 'malformed'][index],
        value,
      })),
    ]);
    await close();
  });

  it('gives the counts to OpenTelemetry whenever it collects, until it is ended', async () => {
    const { meter, collect, close } = openMeter();
    const gate = start();
    const end = observeCensus(gate, meter);
    for (const version of ['2.0.0', '2.0.0', '3.0.0', 'junk']) send(gate, version);
    const unreadable = { metric: 'verstamp.unreadable', name: 'shop' };
    expect(await collect()).toEqual([
      { metric: 'verstamp.clients', name: 'shop', version: '2.0.0', verdict: 'allow', value: 2 },
      { metric: 'verstamp.clients', name: 'shop', version: '3.0.0', verdict: 'refuse', value: 1 },
      { ...unreadable, reading: 'missing', value: 0 },
      { ...unreadable, reading: 'repeated', value: 0 },
      { ...unreadable, reading: 'malformed', value: 1 },
    ]);
    send(gate, '2.0.0');
    expect((await collect())[0]).toMatchObject({ version: '2.0.0', value: 3 });
    end();
    send(gate, '2.0.0');
    expect(JSON.stringify(await collect())).not.toContain('"value":4');
    await close();
  });

  it('goes to the meter provider of the application unless one is given', () => {
    // Without one the API does nothing, and neither do we.
    expect(observeCensus(start())).toBeTypeOf('function');
  });
});
