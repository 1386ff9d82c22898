import { startHost } from '#main/host';

/**
 * The product's host with what only tests ask for: another page in place of the staff screens, a practice station of
 * another size. Options come as JSON in `LINLI_TEST_HOST`; everything else is the host as it ships.
 */
const options = JSON.parse(process.env['LINLI_TEST_HOST'] ?? '{}') as Parameters<typeof startHost>[0];
const riskThread = new URL('risk-thread.js', import.meta.url);
const host = await startHost({ ...options, riskThread, lanHost: '127.0.0.1', mdns: false });
const stop = () => void host.stop().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
