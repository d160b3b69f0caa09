/** Notes that something was asked, and what came if it was not what is wanted. */
export type Expect = (what: string, got: unknown, wanted: unknown) => void;
