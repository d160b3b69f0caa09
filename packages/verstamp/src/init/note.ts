/** Something that a person has to do. */
export interface Note {
  readonly place: string;
  readonly text: string;
}
