import { describe, expect, it } from 'vitest';
import { parseArguments } from '#main/host/arguments';

const parsed = (...argv: string[]) => {
  const result = parseArguments(argv);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('the command line', () => {
  it('leaves everything to the settings when it says nothing', () => {
    expect(parsed()).toEqual({
      data: null,
      keys: null,
      recover: false,
      unattended: false,
      newManager: false,
      practice: null,
      ports: {},
      lan: null,
      mdns: null,
      logJson: false,
      setup: null,
      help: false,
    });
    expect(parsed('--headless')).toEqual(parsed());
  });

  it('moves all ports together by their base, and single ones on top', () => {
    expect(parsed('--port-base', '9440').ports).toEqual({
      loopback: 9440,
      mqtt: 9441,
      mqtts: 9442,
      staff: 9443,
      kiosk: 9444,
      board: 9445,
      certificatePage: 9448,
      residents: 9446,
    });
    expect(parsed('--port-base=9440', '--staff-port=443').ports).toEqual({
      loopback: 9440,
      mqtt: 9441,
      mqtts: 9442,
      staff: 443,
      kiosk: 9444,
      board: 9445,
      certificatePage: 9448,
      residents: 9446,
    });
    expect(parsed('--certificate-port=8080').ports).toEqual({ certificatePage: 8080 });
  });

  it('takes port 0 for any free ones', () => {
    expect(parsed('--port', '0').ports).toEqual({
      ...{ loopback: 0, staff: 0, certificatePage: 0, residents: 0 },
      ...{ mqtt: 0, mqtts: 0, kiosk: 0, board: 0 },
    });
    expect(parsed('--loopback-port=0').ports).toEqual({ loopback: 0 });
  });

  it('switches off the LAN and its announcement', () => {
    expect(parsed('--no-lan')).toMatchObject({ lan: false, mdns: null });
    expect(parsed('--no-mdns')).toMatchObject({ lan: null, mdns: false });
  });

  it('takes what set-up need not ask', () => {
    expect(parsed('--setup', '--station', 'meiyuan', '--name=梅园', '--grids', '4').setup).toEqual({
      station: 'meiyuan',
      name: '梅园',
      managerName: null,
      managerCode: null,
      grids: '4',
    });
  });

  it.each([
    [['--no-such-flag'], '--no-such-flag'],
    [['extra'], 'extra'],
    [['--port-base', 'eighty'], 'eighty'],
    [['--port-base', '65530'], '65530'],
    [['--staff-port', '65536'], '65536'],
    [['--staff-port=-1'], '-1'],
    [['--data'], '--data'],
  ])('refuses %j and names it', (argv, named) => {
    const result = parseArguments(argv);
    expect(result.ok).toBe(false);
    expect(result.ok ? '' : result.error).toContain(named);
  });

  it('asks for the recovery code by flag, and takes none', () => {
    expect(parsed('--recover')).toMatchObject({ recover: true, newManager: false });
    expect(parsed('--new-manager', '--keys', '/srv/keys')).toMatchObject({ newManager: true, keys: '/srv/keys' });
    expect(parseArguments(['--recover=ABCDE']).ok).toBe(false);
    expect(parseArguments(['--setup', '--recover']).ok).toBe(false);
    expect(parseArguments(['--setup', '--new-manager']).ok).toBe(false);
  });
});
