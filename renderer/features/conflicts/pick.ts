import { isSealed } from '#shared/schema/value-class';
import {
  entriesOf,
  entryPieces,
  factPieces,
  factsOf,
  isContested,
  keepingAll,
  togetherOf,
  type Chosen,
  type Piece,
} from './combine';
import type { Verdict } from './commands';
import type { Look } from './fields';
import type { OpenedField } from './queries';

/** What somebody chose for a field, before it is written down. */
export type Pick =
  | { readonly kind: 'value'; readonly stamp: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pieces'; readonly chosen: Chosen };

/** How values of a field can be made into one; null where one of them has to be picked. */
export function combiningOf(look: Look, field: OpenedField): 'text' | 'pieces' | null {
  switch (look.kind) {
    case 'text':
      return 'text';
    case 'entries':
    case 'parts':
      return piecesOf(look, field).some(isContested) ? 'pieces' : null;
    default:
      return null;
  }
}

/** The pieces of lists and of values with several facts. */
export const piecesOf = (look: Look, { values }: OpenedField): readonly Piece[] =>
  look.kind === 'entries' ? entryPieces(values) : factPieces(values);

/** Both together, from which somebody goes on. */
export const firstCombined = (look: Look, field: OpenedField): Pick =>
  look.kind === 'text'
    ? { kind: 'text', text: togetherOf(field.values, look.most) }
    : { kind: 'pieces', chosen: keepingAll(piecesOf(look, field)) };

/** What is written down for a choice; null while it says nothing that could be. */
export function verdictOf(look: Look, field: OpenedField, pick: Pick): Verdict | null {
  switch (pick.kind) {
    case 'value': {
      const value = field.values.find(({ stamp }) => stamp === pick.stamp);
      return value ? { kind: 'stored', value: value.stored } : null;
    }
    case 'text': {
      const text = pick.text.trim();
      return look.kind === 'text' && text !== '' && text.length <= look.most ? { kind: 'plain', value: text } : null;
    }
    case 'pieces': {
      const pieces = piecesOf(look, field);
      if (look.kind === 'entries') return { kind: 'stored', value: entriesOf(pieces, pick.chosen) };
      // Sealed as one, the facts are sealed anew; else each goes on as it lies in the record.
      const isSealedWhole = field.values.some(({ stored }) => isSealed(stored));
      return isSealedWhole
        ? { kind: 'plain', value: factsOf(pieces, pick.chosen, 'plain') }
        : { kind: 'stored', value: factsOf(pieces, pick.chosen, 'stored') };
    }
  }
}
