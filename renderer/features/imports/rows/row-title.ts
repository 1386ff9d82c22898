import type { RosterRowView } from '#renderer/data/index';

/** Whom or what a row is about, as it is read; '' where it does not say. */
export function rowTitle({ row }: Pick<RosterRowView, 'row'>): string {
  const { content } = row;
  switch (content.kind) {
    case 'dwelling':
      return content.dwelling.home?.address ?? '';
    case 'enterprise':
      return content.enterprise.name ?? '';
    case 'person':
    case 'household':
      return content.person.name ?? '';
  }
}

/** Where the row says that it is; '' where it does not. */
export function rowAddress({ row }: Pick<RosterRowView, 'row'>): string {
  const { content } = row;
  switch (content.kind) {
    case 'dwelling':
      return '';
    case 'enterprise':
      return content.enterprise.address ?? content.enterprise.home?.address ?? '';
    case 'person':
    case 'household':
      return content.person.home?.address ?? '';
  }
}
