import { gateOption } from '@verstamp/core/problems';

/** What an option has to be. */
export interface Shape {
  readonly is: (value: unknown) => boolean;
  /** The same in words. */
  readonly expected: string;
  /** What its parts have to be if it is an object. */
  readonly parts?: Readonly<Record<string, Shape>>;
}

/**
 * Checks that an option, and each part of it, has its shape.
 *
 * @throws VerstampError `GATE_OPTION`.
 */
export function checkShape(option: string, value: unknown, { is, expected, parts = {} }: Shape): void {
  if (!is(value)) throw gateOption({ option, value, expected });
  if (!isRecord(value)) return;
  for (const [name, part] of Object.entries(parts)) checkShape(`${option}.${name}`, value[name], part);
}

/** Returns the shape of what may be left out. */
export function optional(is: Shape['is'], expected: string, parts: Shape['parts'] = {}): Shape {
  return { is: (value) => value === undefined || is(value), expected, parts };
}

/** Returns the test for what may be switched off. */
export function orFalse(is: Shape['is']): Shape['is'] {
  return (value) => value === false || is(value);
}

/** Returns the test for texts that match a pattern. */
export function isText(pattern: RegExp): Shape['is'] {
  return (value) => typeof value === 'string' && pattern.test(value);
}

/** Returns the test for whole numbers within limits, which are included. */
export function isWhole(min: number, max: number): Shape['is'] {
  return (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** Tells whether a value is a function. */
export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** Tells whether a value is an object that gives values by name. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
