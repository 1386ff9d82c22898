/** What a file with sound in it turns out to be. */
export interface Heard {
  /** One track of sound in Opus, and nothing beside it. */
  readonly isOpus: boolean;
  /** How long it is by its own times. */
  readonly seconds: number;
  /** How long all packets sound together. */
  readonly soundSeconds: number;
}
