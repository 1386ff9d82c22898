import { describe, expect, it } from 'vitest';
import { POSTS } from '#shared/schema/types/place';
import { groupOf, sectionsFor, SECTION_GROUPS, settingsPlace } from '../../../renderer/features/settings/places';

describe('the sections of the settings', () => {
  it('are open to each post as the access table says', () => {
    const open = Object.fromEntries(POSTS.map((post) => [post, sectionsFor({ post, functions: [] }).join(' ')]));
    expect(open).toEqual({
      manager: 'station grids hall phrases staff access audit host upstream connectors printers devices kept keys',
      'duty-lead': 'station grids hall phrases host upstream printers devices kept',
      clerk: 'station grids',
      'grid-worker': '',
      'building-head': '',
      volunteer: '',
      'department-handler': '',
      it: 'station grids host upstream connectors',
      auditor: 'station grids audit',
    });
  });

  it('grow with a function that is given, and not with one that the post does not admit', () => {
    expect(sectionsFor({ post: 'it', functions: ['devices'] })).toEqual([
      'station',
      'grids',
      'host',
      'upstream',
      'connectors',
      'devices',
    ]);
    expect(sectionsFor({ post: 'grid-worker', functions: ['staff', 'devices'] })).toEqual([]);
  });

  it('stand in groups whose order is theirs', () => {
    const groups = sectionsFor({ post: 'manager', functions: [] }).map(groupOf);
    expect([...new Set(groups)]).toEqual([...SECTION_GROUPS]);
    expect([...groups].sort((a, b) => SECTION_GROUPS.indexOf(a) - SECTION_GROUPS.indexOf(b))).toEqual(groups);
  });

  it('have places below one that lists them', () => {
    expect(settingsPlace().path).toBe('/settings');
    expect(settingsPlace('host').path).toBe('/settings/host');
  });
});
