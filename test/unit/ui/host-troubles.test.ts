import { describe, expect, it } from 'vitest';
import type { HostState } from '#shared/ipc/admin-api';
import { certificateDays, hostTroubles } from '../../../renderer/features/settings/host/troubles';
import { bytesText } from '../../../renderer/features/settings/host/words';
import { fakeHostState } from '../../browser/support/screens/fake-host';

const NOW = Date.UTC(2026, 10, 23);
const GB = 1024 ** 3;
const well = fakeHostState(NOW, [1, 2], [], false);
const kinds = (change: Partial<HostState>) => hostTroubles({ ...well, ...change }).map(({ kind }) => kind);
const withDisk = (freeBytes: number, diskBytes: number) => ({ data: { ...well.data, freeBytes, diskBytes } });
const withCertificate = (days: number) => ({
  certificate: { ...well.certificate, untilMs: NOW + days * 86_400_000 },
});

describe('a host', () => {
  it('that is well has nothing to be done', () => {
    expect(hostTroubles(well)).toEqual([]);
  });

  it.each([
    [40 * GB, 476 * GB, ['disk']],
    [48 * GB, 476 * GB, []],
    [1.9 * GB, 12 * GB, ['disk']],
    [2.1 * GB, 12 * GB, []],
  ] as const)('with %d bytes of %d free is told of as %j', (free, whole, wanted) => {
    expect(kinds(withDisk(free, whole))).toEqual(wanted);
  });

  it.each([
    [60, []],
    [30, []],
    [29, ['certificate']],
    [-1, ['certificate']],
  ] as const)('whose certificate holds for %i days is told of as %j', (days, wanted) => {
    expect(kinds(withCertificate(days))).toEqual(wanted);
    expect(certificateDays({ ...well, ...withCertificate(days) })).toBe(days);
  });

  it('with a file among its base maps that is none tells which, and why', () => {
    const maps = { ...well.maps, troubles: [{ name: 'a.pmtiles', problem: 'cut-off' as const }] };
    expect(hostTroubles({ ...well, maps })).toEqual([{ kind: 'map', name: 'a.pmtiles', problem: 'cut-off' }]);
  });

  it('that is ill in every way is told of with what runs first', () => {
    expect(hostTroubles(fakeHostState(NOW, [1], [], true)).map(({ kind }) => kind)).toEqual([
      'service',
      'disk',
      'certificate',
      'log',
    ]);
  });
});

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [4.2 * 1024 ** 2, '4.2 MB'],
    [386 * GB, '386 GB'],
    [1.5 * 1024 * GB, '1.5 TB'],
  ])('of %d bytes is said as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
