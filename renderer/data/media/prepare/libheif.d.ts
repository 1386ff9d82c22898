/** The part of libheif's decoder for browsers that is used here; the package declares only its C interface. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  export interface HeifImage {
    is_primary(): boolean;
    get_width(): number;
    get_height(): number;
    /** Fills in the pixels, and calls back with them; with null where it could not. */
    display(into: ImageData, done: (drawn: ImageData | null) => void): void;
    free(): void;
  }
  export interface HeifDecoder {
    /** Every picture of the file; those of the file before are gone. */
    decode(file: Uint8Array): HeifImage[];
  }
  /** Compiles it in the thread that calls, which must be a worker. */
  export default function load(): { readonly HeifDecoder: new () => HeifDecoder };
}
