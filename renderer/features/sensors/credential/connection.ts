import type { BrokerState } from '#shared/ipc/sensor-api';

/** An MQTT address with who signs in, as one line that tools and cameras read: `mqtts://name:password@host:8883`. */
export function connectionText(
  { host, port, isTls }: BrokerState['addresses'][number],
  name: string,
  password: string,
): string {
  const where = host.includes(':') ? `[${host}]` : host;
  return `${isTls ? 'mqtts' : 'mqtt'}://${encodeURIComponent(name)}:${encodeURIComponent(password)}@${where}:${port}`;
}
