// `npm run practice -- --size small|station|large --seed N`: `npm start` on a practice station of that size and seed, in a data
// folder of its own unless `--data` names one. All other flags are the host's.
process.argv.push('--practice');
await import('./start.mjs');
