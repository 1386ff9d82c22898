import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { everyAddress, lanAddresses } from '#main/services/discovery/lan-addresses';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  family: 'IPv4',
  address,
  internal,
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: `${address}/24`,
});
const v6 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...v4(address, internal),
  family: 'IPv6',
  scopeid: 0,
  cidr: `${address}/64`,
});

describe('the addresses other machines can use', () => {
  it('are those of the LAN, once each and in a stable order', () => {
    const interfaces = {
      lo: [v4('127.0.0.1', true), v6('::1', true)],
      wlan0: [v4('192.168.1.20'), v6('fe80::1'), v6('fd00::5')],
      eth0: [v4('10.0.0.7'), v4('192.168.1.20')],
    };
    expect(lanAddresses(interfaces)).toEqual(['10.0.0.7', '192.168.1.20', 'fd00::5']);
    expect(lanAddresses({ wlan0: interfaces.eth0, eth0: interfaces.wlan0 })).toEqual(lanAddresses(interfaces));
  });

  it('are none on a machine that is not connected', () => {
    expect(lanAddresses({ lo: [v4('127.0.0.1', true)] })).toEqual([]);
  });
});

describe('the address to listen on', () => {
  it('takes IPv6 in where there is any', () => {
    expect(everyAddress({ lo: [v4('127.0.0.1', true), v6('::1', true)] })).toBe('::');
    expect(everyAddress({ lo: [v4('127.0.0.1', true)] })).toBe('0.0.0.0');
  });
});
