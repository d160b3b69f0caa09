/** What serves the requests. */
export type Framework = 'node:http' | 'Express 5' | 'Fastify 5' | 'Hono 4';

/**
 * How a server is set up: the control is the bare one once more, `vary` one that sends `Vary` by itself, as it would have
 * to for caches, `nothing` a hook that does nothing.
 */
export type Variant = 'bare' | 'control' | 'vary' | 'nothing' | 'gate' | 'listener';

/** One server that is measured. */
export interface Subject {
  readonly framework: Framework;
  readonly variant: Variant;
  readonly title: string;
  /** Whether its answers carry `Vary: API-Version`. */
  readonly varies: boolean;
}

const TITLES: Readonly<Record<Variant, string>> = {
  bare: 'without a gate',
  control: 'without a gate again (control)',
  vary: 'that sends Vary by itself',
  nothing: 'with a hook that does nothing',
  gate: 'with the gate as a hook',
  listener: 'with the gate at the listener',
};

const VARIANTS: Readonly<Record<Framework, readonly Variant[]>> = {
  'node:http': ['bare', 'control', 'vary', 'listener'],
  'Express 5': ['bare', 'control', 'vary', 'nothing', 'gate', 'listener'],
  'Fastify 5': ['bare', 'control', 'vary', 'nothing', 'gate', 'listener'],
  'Hono 4': ['bare', 'control', 'vary', 'nothing', 'gate', 'listener'],
};

const VARYING: ReadonlySet<Variant> = new Set(['vary', 'gate', 'listener']);

/** Every server that is measured, the frameworks' own first. */
export const SUBJECTS: readonly Subject[] = Object.entries(VARIANTS).flatMap(([framework, variants]) =>
  variants.map((variant) => ({
    framework: framework as Framework,
    variant,
    title: TITLES[variant],
    varies: VARYING.has(variant),
  })),
);
