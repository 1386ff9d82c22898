import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { contentSecurityPolicy } from '#main/policy/content-security';
import { findChromium } from '../../../build/chromium.mjs';

const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', js: 'text/javascript' };

/** A page in a real browser that prepares photos with the product's workers, under the product's policy. */
export async function openPreparer(): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('browser tests need a Chromium');
  const result = await build({
    configFile: false,
    root: path.resolve('test/browser/media/page'),
    logLevel: 'error',
    build: { write: false, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the page was not built');
  const files = new Map<string, string | Uint8Array>(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'asset' ? file.source : file.code]),
  );
  const server = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = files.get(name);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy('staff'),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    page,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
