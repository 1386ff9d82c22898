import type { Calendar } from '../schema/types/calendar';

/** A year as its notice has it, with the hours that are usual where nobody has set others. */
export type NoticedYear = Pick<Calendar, 'year' | 'source' | 'holidays' | 'workdays' | 'hours' | 'seasons'>;

const USUAL_HOURS = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '18:00' },
];

/** Holidays and days made up in 2025, as the State Council's general office arranged them. */
export const CALENDAR_2025: NoticedYear = {
  year: 2025,
  source: '《国务院办公厅关于2025年部分节假日安排的通知》（国办发明电〔2024〕12号），2024年11月12日，据新华社全文',
  holidays: [
    { name: '元旦', from: '2025-01-01', until: '2025-01-01' },
    { name: '春节', from: '2025-01-28', until: '2025-02-04' },
    { name: '清明节', from: '2025-04-04', until: '2025-04-06' },
    { name: '劳动节', from: '2025-05-01', until: '2025-05-05' },
    { name: '端午节', from: '2025-05-31', until: '2025-06-02' },
    { name: '国庆节、中秋节', from: '2025-10-01', until: '2025-10-08' },
  ],
  workdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  hours: USUAL_HOURS,
  seasons: [],
};

/** Holidays and days made up in 2026, as the State Council's general office arranged them. */
export const CALENDAR_2026: NoticedYear = {
  year: 2026,
  source: '《国务院办公厅关于2026年部分节假日安排的通知》，2025年11月4日，据新华社全文',
  holidays: [
    { name: '元旦', from: '2026-01-01', until: '2026-01-03' },
    { name: '春节', from: '2026-02-15', until: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', until: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', until: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', until: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', until: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', until: '2026-10-07' },
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  hours: USUAL_HOURS,
  seasons: [],
};

/** The years whose notice the product brings along. A year that is not here is not known until somebody types it in. */
export const NOTICED_YEARS: readonly NoticedYear[] = [CALENDAR_2025, CALENDAR_2026];
