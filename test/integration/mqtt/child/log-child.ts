import { writeSync } from 'node:fs';
import { startHearing } from '../station';

/** The log and the broker in a process of their own: `node log-child.mjs <folder> <port>` says `ready`, or a new password before that where there is none. */
const [folder = '', port = '0'] = process.argv.slice(2);
const station = await startHearing(folder, { port: Number(port) });
const password = station.file.find('meter-1') ? '' : await station.password('meter-1');
writeSync(1, `ready ${station.port()} ${password}\n`);
