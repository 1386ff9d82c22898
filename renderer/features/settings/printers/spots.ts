/** Where somebody prints: a kiosk or a window, by its id. */
export interface Spot {
  readonly id: string;
  readonly name: string;
}
