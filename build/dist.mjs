// `npm run dist`: makes the installers where Electron's binary is to be had; elsewhere packs the files without it, looks at them, and
// says that it only looked. Flags go to electron-builder: `npm run dist -- --linux deb --arm64`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { buildChanged } from './build.mjs';
import { packedFiles, problemsOf } from './dist-check.mjs';
import { findElectron } from './electron-binary.mjs';
import { runNode } from './run.mjs';
import { root } from './targets.mjs';

const BUILDER = 'node_modules/electron-builder/cli.js';
const CONFIG = 'electron-builder.yml';

await buildChanged();
const { program, reason } = await findElectron();
if (program) process.exit(await runNode([BUILDER, '--publish', 'never', ...process.argv.slice(2)]));

const folder = mkdtempSync(path.join(tmpdir(), 'linli-dist-'));
try {
  process.exitCode = await look();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Packs for Linux with an empty file in Electron's place; resolves to the exit code. */
async function look() {
  const output = path.join(folder, 'out');
  const electronDist = path.join(folder, 'electron');
  mkdirSync(electronDist);
  writeFileSync(path.join(electronDist, 'electron'), '');
  try {
    await build({
      projectDir: root,
      publish: 'never',
      targets: Platform.LINUX.createTarget('dir', Arch.x64),
      config: {
        extends: CONFIG,
        electronDist,
        directories: { output },
        // There is no binary whose switches could be flipped.
        electronFuses: null,
      },
    });
  } catch (thrown) {
    console.error(`packing was refused: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return 1;
  }
  const files = packedFiles(path.join(output, 'linux-unpacked/resources'));
  const problems = problemsOf(files, root);
  for (const problem of problems) console.error(problem);
  const megabytes = (files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1);
  console.log(`${files.length} files, ${megabytes} MB, would be packed beside Electron; ${problems.length} problems`);
  console.log(`Only checked: no installer was made, because Electron's binary is not here (${reason}).`);
  return problems.length === 0 ? 0 : 1;
}
