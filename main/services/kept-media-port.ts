/** Pictures and spoken notes that devices bring although they may not send them the usual way any more: revoked, or without the grid. */
export interface KeptMedia {
  /**
   * Puts one where it belongs; on disk when it resolves. It has to open under the station's keys and to have been taken on that device.
   * Throws `request.malformed` for anything else, `row.conflict`, and `hub.busy` when the host keeps no more of the device.
   */
  take(device: string, media: BroughtMedia): Promise<void>;
  /** How many lie here that a device brought so. */
  countOf(device: string): number;
}

/** A media document with its attachments, whose name and sizes were looked at. */
export interface BroughtMedia {
  readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
  readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}
