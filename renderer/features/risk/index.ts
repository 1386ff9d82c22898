export { mayAdjustRisk } from './rights';
export { RISK_PATH, RISK_TAB, RISK_TABLE_PATH, reportPlace, riskPlace } from './places';

/** Fetches the page of everybody, and the table behind it. */
export const loadRiskPage = () => import('./population/RiskPage').then((module) => ({ default: module.RiskPage }));

/** Fetches somebody's report, with the charts. */
export const loadRiskOf = () => import('./report/RiskOf').then((module) => ({ default: module.RiskOf }));

/** Fetches the editor of the table. */
export const loadRiskTable = () =>
  import('./table/RiskTablePage').then((module) => ({ default: module.RiskTablePage }));
