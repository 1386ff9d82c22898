import type { SearchHit } from '../types';
import type { Rows } from './rows';
import type { Counts } from './settle';
import type { Found } from './texts';

/** What a search shows of a slot that it found; null for one that is not shown, or closed to the reader. */
export function hitOf({ kind, slot, matchedBy }: Found, rows: Rows, counts: Counts): SearchHit | null {
  const common = { matchedBy, birthDate: null, sex: null };
  switch (kind) {
    case 'person': {
      const row = rows.person(slot);
      if (!row || row.name === null) return null;
      const { id, uid, grid, name, address, birthDate, sex, status } = row;
      return { kind, id, uid, grid, title: name, detail: address, matchedBy, birthDate, sex, status };
    }
    case 'dwelling': {
      const row = rows.of('dwelling', slot, counts);
      if (!row) return null;
      const { id, uid, grid, address } = row;
      return { kind, id, uid, grid, title: address, detail: '', status: '', ...common };
    }
    case 'household': {
      const row = rows.of('household', slot, counts);
      if (!row) return null;
      const { id, uid, grid, address, headName, status } = row;
      return { kind, id, uid, grid, title: address, detail: headName ?? '', status, ...common };
    }
    case 'enterprise': {
      const row = rows.of('enterprise', slot, counts);
      if (!row) return null;
      const { id, uid, grid, name, address, status } = row;
      return { kind, id, uid, grid, title: name, detail: address, status, ...common };
    }
  }
}
