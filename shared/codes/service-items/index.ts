import { DISABILITY } from './disability';
import { HEALTH } from './health';
import { IDENTITY } from './identity';
import { OTHERS } from './others';
import { WELFARE } from './welfare';
import { WORK } from './work';
import type { CatalogueItem } from './item';

export type { CatalogueItem, CatalogueLimit, CatalogueMaterial } from './item';

/** Where the names of the items and their authorities are from: the list of a district of Sichuan, of 1,135 items. */
export const CATALOGUE_SOURCE = '四川政务服务网，广安市广安区事项清单';

/**
 * 87 items that residents ask for at a community's counter, chosen from that list: what has a guide, and what is asked for often. Materials and limits are
 * those of the first guide found, which may be another region's: whoever runs a station goes over them before they hold.
 */
export const SERVICE_ITEMS: readonly CatalogueItem[] = [
  ...IDENTITY,
  ...WELFARE,
  ...DISABILITY,
  ...HEALTH,
  ...WORK,
  ...OTHERS,
];
