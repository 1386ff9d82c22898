import { preprocessCSS, resolveConfig } from 'vite';
import { describe, expect, it } from 'vitest';
import { typeScale } from '../../../build/type-scale.mjs';

/** A style sheet as the build hands it out. */
async function built(css: string): Promise<string> {
  const config = await resolveConfig({ configFile: false, css: { postcss: { plugins: [typeScale()] } } }, 'build');
  return (await preprocessCSS(css, 'sheet.css', config)).code;
}

describe('style sheets in the elder mode', () => {
  it('write type and lines larger, and never below the least size', async () => {
    const css = await built('.a { font-size: 13px; line-height: 20px }');
    expect(css).toContain('font-size: max(var(--type-least, 0px), calc(13px * var(--type-scale, 1)))');
    expect(css).toContain('line-height: max(var(--line-least, 0px), calc(20px * var(--type-scale, 1)))');
  });

  it('do the same with sizes in the short form', async () => {
    const css = await built("html { font: 400 14px/22px 'Noto Sans SC', sans-serif }");
    expect(css).toMatch(/font: 400 max\([^/]*14px[^/]*\) \/ max\([^/]*22px[^']*\) 'Noto Sans SC'/);
  });

  it('make lines of text taller, but no pictures', async () => {
    expect(await built('.chip { height: 22px }')).toContain('height: calc(22px * var(--type-scale, 1))');
    expect(await built('.avatar { width: 28px; height: 28px }')).toContain('height: 28px');
    expect(await built('.hidden { height: 1px } .map { height: 320px }')).not.toContain('calc');
  });

  it('widen columns of a table, and leave panels and spaces alone', async () => {
    const css = await built('.row { grid-template-columns: 90px minmax(0, 1fr) 392px; gap: 20px; padding: 40px }');
    expect(css).toContain('grid-template-columns: calc(90px * var(--type-scale, 1)) minmax(0, 1fr) 392px');
    expect(css).toContain('gap: 20px');
    expect(css).toContain('padding: 40px');
  });

  it('leave sizes that are no pixels as they are', async () => {
    const css = await built('.a { font-size: inherit; line-height: 1.5; height: 100% }');
    expect(css).not.toContain('calc');
  });
});
