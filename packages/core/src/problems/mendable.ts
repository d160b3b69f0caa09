/** What every finding of the doctor says beside its own details: how it is set right. */
export interface Mendable {
  readonly fix: string;
}
