import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields } from '#main/services/gateway/open311/form';
import { writeAnswer } from '#main/services/gateway/open311/formats';
import { instantOfW3, w3Time } from '#main/services/open311/times';
import { placesOf, type KnownBuilding } from '#main/services/station-places';

describe('an answer', () => {
  it('has the names and the nesting of the specification in XML, and its lists in JSON', () => {
    const definition = {
      service_code: 'DMV66',
      attributes: [{ variable: true, code: 'WHISHETN', order: 1, values: [{ key: '123', name: 'Ford' }] }],
    };
    expect(writeAnswer('xml', 'service_definition', definition)).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<service_definition><service_code>DMV66</service_code><attributes><attribute><variable>true</variable><code>WHISHETN</code><order>1</order><values><value><key>123</key><name>Ford</name></value></values></attribute></attributes></service_definition>\n',
    );
    expect(JSON.parse(writeAnswer('json', 'service_definition', definition))).toEqual(definition);
    const created = [{ service_request_id: '293944', service_notice: null, account_id: null }];
    expect(writeAnswer('xml', 'service_requests', created)).toContain(
      '<service_requests><request><service_request_id>293944</service_request_id><service_notice/><account_id/></request></service_requests>',
    );
    expect(writeAnswer('xml', 'errors', [{ code: 403, description: 'Invalid api_key received' }])).toContain(
      '<errors><error><code>403</code><description>Invalid api_key received</description></error></errors>',
    );
    expect(writeAnswer('xml', 'services', [])).toContain('\n<services/>\n');
  });

  it('has no text that XML cannot hold, and none that becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const xml = writeAnswer('xml', 'errors', [{ code: 1, description: text }]);
        const inside = /<description>([^<]*)<\/description>|<description\/>/.exec(xml);
        expect(inside).not.toBeNull();
        expect(inside?.[1] ?? '').not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;|#39;)/);
        // eslint-disable-next-line no-control-regex
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
        expect(JSON.parse(writeAnswer('json', 'errors', [{ code: 1, description: text }]))).toEqual([
          { code: 1, description: text },
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a form', () => {
  it('gives back what the platform’s own writer put in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
          maxLength: 20,
        }),
        (pairs) => {
          const fields = readFields(new URLSearchParams(pairs).toString());
          expect(
            [...(fields ?? [])].flatMap(([name, values]) => values.map((value) => `${name}=${value}`)).sort(),
          ).toEqual(pairs.map(([name, value]) => `${name}=${value}`).sort());
        },
      ),
    );
  });

  it('that is no UTF-8, or has more fields than anybody sends, is none', () => {
    for (const text of ['a=%ff', 'a=%zz', '=1', 'a=1&'.repeat(61)])
      expect(readFields(text), text.slice(0, 6)).toBeNull();
    expect(readFields('')?.size).toBe(0);
  });
});

describe('a date', () => {
  it('is written and read as W3C has it, with its zone', () => {
    expect(w3Time(Date.UTC(1994, 10, 5, 13, 15, 30, 7))).toBe('1994-11-05T13:15:30Z');
    expect(instantOfW3('1994-11-05T08:15:30-05:00')).toBe(instantOfW3('1994-11-05T13:15:30Z'));
    expect(instantOfW3('2010-01-01T08:00 08:00')).toBe(Date.UTC(2010, 0, 1));
    for (const wrong of [
      '2010-01-01',
      '2010-01-01T00:00:00',
      '2010-02-30T00:00:00Z',
      '2010-01-01T25:00:00Z',
      'yesterday',
      '',
    ])
      expect(instantOfW3(wrong), wrong).toBeNull();
  });
});

describe('a house', () => {
  const house = (n: number, name: string, street: string): KnownBuilding => ({
    uid: String(n),
    gridNumber: 1,
    name,
    street,
    address: `${street} ${name}`,
    center: null,
  });
  const places = placesOf(
    [],
    [house(1, '18幢', '清和路'), house(2, '8幢', '清和路'), house(3, '8幢', '禾苗路'), house(4, '文化中心', '禾苗路')],
  );
  const found = (typed: string) =>
    places
      .search(typed)
      .map(({ uid }) => uid)
      .join('');
  const named = (address: string) =>
    places
      .named(address)
      .map(({ uid }) => uid)
      .join('');

  it('is found however somebody writes it', () => {
    expect(found('清和路8幢')).toBe('2');
    expect(found('清和路 ８ 栋')).toBe('2');
    expect(found('8号楼')).toBe('321');
    expect(found('8幢')).toBe('321');
    expect(found('文化')).toBe('4');
    expect(found('禾苗')).toBe('34');
    expect([found(''), found('  '), found('南京路')]).toEqual(['', '', '']);
  });

  it('is named by an address with its street, and 8幢 is not in 18幢', () => {
    expect(named('上海市清和路8幢2单元301')).toBe('2');
    expect(named('清和路18#')).toBe('1');
    expect(named('8幢')).toBe('32');
    expect(named('禾苗路文化中心门口')).toBe('4');
    expect(named('清和路28幢')).toBe('');
  });
});
