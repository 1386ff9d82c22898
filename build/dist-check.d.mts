export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  readonly isUnpacked: boolean;
}
export function packedFiles(resources: string): readonly PackedFile[];
export function problemsOf(files: readonly PackedFile[], root: string): readonly string[];
export function importedPackages(out: string): readonly string[];
