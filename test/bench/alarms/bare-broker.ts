import { spawn } from 'node:child_process';

const PROGRAM = `
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
const broker = await Aedes.createBroker({ maxClientsIdLength: 64 });
const server = createServer((socket) => void broker.handle(socket));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** The broker that the host is built on, with nothing behind it, in a process of its own. */
export async function startBareBroker(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(Number(String(chunk))));
    child.once('error', reject);
  });
  return {
    port,
    stop: () => {
      child.kill();
      return gone;
    },
  };
}
