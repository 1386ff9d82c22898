// `npm run ui`: the component page on a loopback port, each change of a component on it at once.
import path from 'node:path';
import { createServer } from 'vite';
import { root } from './targets.mjs';

const server = await createServer({
  configFile: path.join(root, 'test/pages/gallery/vite.config.ts'),
  server: { host: '127.0.0.1', port: 8450, open: false },
});
await server.listen();
const address = server.resolvedUrls?.local[0];
console.log(`components: ${address}`);
console.log(`in the dark, in English, for a thumb: ${address}?theme=dark&language=en&scale=touch`);
console.log('Ctrl+C ends it');
