/** Throws where a value is not what the snippet's comment says. */
export function promise(value: unknown, promised: unknown): void {
  if (JSON.stringify(value) === JSON.stringify(promised)) return;
  throw new Error(`The comment says ${JSON.stringify(promised)}, but it is ${JSON.stringify(value)}.`);
}
