import { maskAddress } from '#shared/domain/privacy/mask';
import type { RegisterKind, RegisterRows } from '../register/types';
import type { ProtectedValue } from './types';

type Row = RegisterRows[RegisterKind];

/** Whether lists show the row's address in full to somebody who works in these grids; enterprises are open to the public anyway. */
export const showsAddress = (row: Row, ownGrids: readonly number[]): boolean =>
  ownGrids.includes(row.grid) || 'creditCode' in row;

/** The value as lists show it; null where there is none. */
export function maskedValue(row: Row, value: ProtectedValue, ownGrids: readonly number[]): string | null {
  switch (value) {
    case 'address':
      return row.address === '' ? null : showsAddress(row, ownGrids) ? row.address : maskAddress(row.address);
    case 'citizenId':
      return 'idTail' in row ? tailOf(row.idTail) : null;
    case 'phone':
      return 'phoneTail' in row ? tailOf(row.phoneTail) : null;
  }
}

const tailOf = (tail: string | null): string | null => (tail === null ? null : `•••• ${tail}`);
