import { metrics, type Meter, type ObservableResult } from '@opentelemetry/api';
import { countClients, countUnreadable } from './census/samples.ts';
import type { Gate } from './gate/gate.ts';

/**
 * Reports a gate's census to OpenTelemetry, as the counters `verstamp.clients` and `verstamp.unreadable`, each time
 * its metrics are collected. Give gates that have one name together: their counts are added up.
 *
 * @param meter - Where they are reported; by default, the application's own meter provider.
 * @returns A function that ends the reports.
 * @example observeCensus(gate)
 */
export function observeCensus(
  gate: Gate | readonly Gate[],
  meter: Meter = metrics.getMeter('@verstamp/server'),
): () => void {
  const clients = meter.createObservableCounter('verstamp.clients', {
    description: 'Requests and messages, by the version of the client and the verdict on it.',
    unit: '{request}',
  });
  const unreadable = meter.createObservableCounter('verstamp.unreadable', {
    description: 'Requests and messages whose version was missing, repeated or malformed.',
    unit: '{request}',
  });
  const read = () => [gate].flat().map((one) => one.census());
  const observeClients = (result: ObservableResult) => {
    for (const { count, labels } of countClients(read())) result.observe(count, labels);
  };
  const observeUnreadable = (result: ObservableResult) => {
    for (const { count, labels } of countUnreadable(read())) result.observe(count, labels);
  };
  clients.addCallback(observeClients);
  unreadable.addCallback(observeUnreadable);
  return () => {
    clients.removeCallback(observeClients);
    unreadable.removeCallback(observeUnreadable);
  };
}
