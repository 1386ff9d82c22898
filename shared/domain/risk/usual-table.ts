import type { RiskTable } from './table';

const YEAR = 365;

/**
 * The table that a station begins with. The scheme asks for three dimensions and names no weights: these are Linli's, chosen so that one
 * grave thing alone (an urgent reading, an open alarm with somebody living alone) reaches the upper band, and small ones only together.
 * Limits of blood pressure and levels of ability are those of `domain/visits/blood-pressure` and `domain/ability`.
 */
export const USUAL_RISK_TABLE: RiskTable = {
  version: 1,
  bands: { medium: 40, high: 70 },
  rules: [
    {
      ...{ id: 'ability', dimension: 'health', topic: 'ability', action: 'support-ability' },
      measure: { by: 'newest', days: YEAR },
      steps: [
        { from: 1, points: 15 },
        { from: 2, points: 27 },
        { from: 3, points: 45 },
        { from: 4, points: 60 },
      ],
      missing: { points: 15, kinds: ['elderly', 'livingAlone'], needed: true },
    },
    {
      ...{ id: 'ability-falls', dimension: 'health', topic: 'ability', action: 'see-doctor' },
      measure: { by: 'drop', days: YEAR },
      steps: [
        { from: 6, points: 8 },
        { from: 15, points: 16 },
      ],
    },
    {
      ...{ id: 'blood-pressure', dimension: 'health', topic: 'blood-pressure', action: 'see-doctor' },
      measure: { by: 'count', days: 7, severity: 2 },
      steps: [
        { from: 1, points: 15 },
        { from: 3, points: 30 },
      ],
    },
    {
      ...{ id: 'blood-pressure-low', dimension: 'health', topic: 'blood-pressure', action: 'see-doctor' },
      measure: { by: 'worst', days: 7 },
      steps: [{ from: 1, points: 10 }],
    },
    {
      ...{ id: 'blood-pressure-urgent', dimension: 'health', topic: 'blood-pressure', action: 'doctor-now' },
      measure: { by: 'count', days: 14, severity: 3 },
      steps: [{ from: 1, points: 45 }],
    },
    {
      ...{ id: 'blood-pressure-watch', dimension: 'health', topic: 'blood-pressure', action: 'measure' },
      measure: { by: 'newest', days: 90 },
      steps: [{ from: 1, points: 5 }],
      missing: { points: 5, kinds: ['elderly', 'livingAlone'], needed: false },
    },
    {
      ...{ id: 'condition', dimension: 'health', topic: 'condition', action: 'see-doctor' },
      measure: { by: 'newest', days: 30 },
      steps: [
        { from: 1, points: 20 },
        { from: 2, points: 40 },
      ],
    },
    {
      ...{ id: 'disability', dimension: 'health', topic: 'disability' },
      measure: { by: 'newest', days: 3660 },
      steps: [
        { from: 1, points: 6 },
        { from: 2, points: 10 },
        { from: 3, points: 18 },
        { from: 4, points: 25 },
      ],
    },
    {
      ...{ id: 'doctor', dimension: 'health', topic: 'doctor', action: 'see-doctor' },
      measure: { by: 'newest', days: YEAR },
      steps: [
        { from: 1, points: 8 },
        { from: 8, points: 15 },
      ],
    },
    {
      ...{ id: 'age', dimension: 'health', topic: 'age' },
      measure: { by: 'newest', days: YEAR },
      steps: [
        { from: 75, points: 4 },
        { from: 80, points: 8 },
        { from: 90, points: 15 },
      ],
    },
    {
      ...{ id: 'water-alarm', dimension: 'safety', topic: 'water-alarm', action: 'confirm-safe' },
      measure: { by: 'worst', days: 7 },
      steps: [
        { from: 1, points: 35 },
        { from: 2, points: 40 },
      ],
    },
    {
      ...{ id: 'smoke-alarm', dimension: 'safety', topic: 'smoke-alarm', action: 'confirm-safe' },
      measure: { by: 'worst', days: 30 },
      steps: [
        { from: 1, points: 40 },
        { from: 2, points: 70 },
      ],
    },
    {
      ...{ id: 'call-for-help', dimension: 'safety', topic: 'call-for-help', action: 'confirm-safe' },
      measure: { by: 'worst', days: 14 },
      steps: [
        { from: 1, points: 35 },
        { from: 2, points: 70 },
      ],
    },
    {
      ...{ id: 'leak-alarm', dimension: 'safety', topic: 'leak-alarm', action: 'check-home' },
      measure: { by: 'worst', days: 14 },
      steps: [
        { from: 1, points: 12 },
        { from: 2, points: 25 },
      ],
    },
    {
      ...{ id: 'night-door', dimension: 'safety', topic: 'night-door', action: 'ask-night' },
      measure: { by: 'count', days: 30, severity: 1 },
      steps: [
        { from: 1, points: 8 },
        { from: 2, points: 15 },
        { from: 5, points: 25 },
      ],
    },
    {
      ...{ id: 'care-event', dimension: 'safety', topic: 'care-event', action: 'check-home' },
      measure: { by: 'count', days: 30, severity: 1 },
      steps: [
        { from: 1, points: 20 },
        { from: 2, points: 40 },
      ],
    },
    {
      ...{ id: 'home-safety', dimension: 'safety', topic: 'home-safety', action: 'check-home' },
      measure: { by: 'newest', days: YEAR },
      steps: [
        { from: 1, points: 10 },
        { from: 2, points: 18 },
        { from: 3, points: 26 },
      ],
      missing: { points: 10, kinds: ['elderly', 'livingAlone', 'disabled'], needed: true },
    },
    {
      ...{ id: 'device', dimension: 'safety', topic: 'device', action: 'mend-device' },
      measure: { by: 'sum', days: 30 },
      steps: [
        { from: 1, points: 8 },
        { from: 3, points: 14 },
      ],
    },
    {
      ...{ id: 'incident', dimension: 'safety', topic: 'incident', action: 'follow-incident' },
      measure: { by: 'sum', days: 90 },
      steps: [
        { from: 1, points: 8 },
        { from: 2, points: 16 },
      ],
    },
    {
      ...{ id: 'alone', dimension: 'life', topic: 'alone' },
      measure: { by: 'newest', days: YEAR },
      steps: [{ from: 1, points: 20 }],
    },
    {
      ...{ id: 'contacts', dimension: 'life', topic: 'contacts', action: 'find-contact' },
      measure: { by: 'newest', days: YEAR },
      steps: [{ from: 1, points: 15 }],
    },
    {
      ...{ id: 'visits', dimension: 'life', topic: 'met', action: 'visit' },
      measure: { by: 'intervals' },
      steps: [
        { from: 1, points: 16 },
        { from: 2, points: 30 },
        { from: 4, points: 40 },
      ],
      missing: { points: 16, needed: true },
    },
    {
      ...{ id: 'not-met', dimension: 'life', topic: 'not-met', action: 'visit' },
      measure: { by: 'count', days: 60, severity: 1 },
      steps: [
        { from: 1, points: 6 },
        { from: 2, points: 12 },
      ],
    },
    {
      ...{ id: 'needs', dimension: 'life', topic: 'needs', action: 'meet-needs' },
      measure: { by: 'newest', days: 60 },
      steps: [
        { from: 1, points: 8 },
        { from: 2, points: 14 },
        { from: 3, points: 20 },
      ],
    },
    {
      ...{ id: 'company', dimension: 'life', topic: 'company' },
      measure: { by: 'count', days: 30, severity: 1 },
      steps: [
        { from: 4, points: -5 },
        { from: 8, points: -10 },
      ],
    },
  ],
};
