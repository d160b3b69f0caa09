import { metrics, type Meter, type ObservableResult } from '@opentelemetry/api';
import type { Gate } from './gate/gate.ts';

/**
 * Reports a gate's census to OpenTelemetry, as the counters `verstamp.clients` and `verstamp.unreadable`, each time
 * its metrics are collected.
 *
 * @param meter - Where they are reported; by default, the application's own meter provider.
 * @returns A function that ends the reports.
 * @example observeCensus(gate)
 */
export function observeCensus(gate: Gate, meter: Meter = metrics.getMeter('@verstamp/server')): () => void {
  const clients = meter.createObservableCounter('verstamp.clients', {
    description: 'Requests and messages, by the version of the client and the verdict on it.',
    unit: '{request}',
  });
  const unreadable = meter.createObservableCounter('verstamp.unreadable', {
    description: 'Requests and messages whose version was missing, repeated or malformed.',
    unit: '{request}',
  });
  const observeClients = (result: ObservableResult) => {
    const { name, lines, others } = gate.census();
    for (const { version, counts } of [...lines, { version: 'other', counts: others }]) {
      for (const [verdict, count] of Object.entries(counts)) {
        if (count > 0) result.observe(count, { name, version, verdict });
      }
    }
  };
  const observeUnreadable = (result: ObservableResult) => {
    const { name, unreadable: counts } = gate.census();
    for (const [reading, count] of Object.entries(counts)) result.observe(count, { name, reading });
  };
  clients.addCallback(observeClients);
  unreadable.addCallback(observeUnreadable);
  return () => {
    clients.removeCallback(observeClients);
    unreadable.removeCallback(observeUnreadable);
  };
}
