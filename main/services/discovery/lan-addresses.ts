import { networkInterfaces } from 'node:os';

/** This machine's addresses that other machines of the LAN can use, in a stable order; none when it is not connected. */
export function lanAddresses(interfaces = networkInterfaces()): readonly string[] {
  const addresses = Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    // A link-local IPv6 address needs an interface beside it, which no certificate and no typed address carries.
    .filter(({ internal, family, address }) => !internal && !(family === 'IPv6' && /^fe[89ab]/i.test(address)))
    .map(({ address }) => address);
  return [...new Set(addresses)].sort();
}

/** The address to listen on for all of a machine's addresses; `::` takes IPv4 in as well, where there is IPv6. */
export function everyAddress(interfaces = networkInterfaces()): '::' | '0.0.0.0' {
  const hasIPv6 = Object.values(interfaces).some((entries) => entries?.some(({ family }) => family === 'IPv6'));
  return hasIPv6 ? '::' : '0.0.0.0';
}
