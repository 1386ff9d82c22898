// `npm run hub -- plan|apply|check <url> --station qinghe --grids 3`: brings a CouchDB to the state in which stations use it.
import { importTypeScript } from './run.mjs';

const { main } = await importTypeScript('sync-server/provision/cli.ts', 'out/hub');
process.exitCode = await main(process.argv.slice(2));
