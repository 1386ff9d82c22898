import type { PersonCodes } from '../domain/roster/context';
import { educationCodeOf } from './education';
import { ethnicCodeOf } from './ethnic-groups';
import { relationCodeOf } from './relations';
import { maritalCodeOf, politicalCodeOf } from './social';

/** All tables that people are described with, for rules that take them as an argument. */
export const personCodes: PersonCodes = {
  relation: relationCodeOf,
  ethnicity: ethnicCodeOf,
  education: educationCodeOf,
  maritalStatus: maritalCodeOf,
  politicalStatus: politicalCodeOf,
};
