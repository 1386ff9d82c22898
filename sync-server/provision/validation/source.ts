import type { ValidationRules } from './rules';

/**
 * The validation function of a database as CouchDB runs it: ES5, no names from outside, one function expression. It holds what a
 * hub can hold that opens nothing: who writes, where a record belongs, what frame it has, that what is always sealed is sealed. Who
 * of the station may write what is judged by the station's own hub, which knows people.
 *
 * Refusals name fields, never values, and open with the rule's name.
 */
export function validationSource(rules: ValidationRules): string {
  return `function (doc, old, user) {
  var RULES = ${JSON.stringify(rules)};
${HELPERS}
${BODIES[rules.holds]}
}`;
}

const HELPERS = `  function refuse(rule, why) { throw({ forbidden: rule + ': ' + why }); }
  function isObject(value) { return typeof value === 'object' && value !== null && !Array.isArray(value); }
  function isCount(value) { return typeof value === 'number' && value >= 0 && Math.floor(value) === value; }
  function matches(pattern, value) { return typeof value === 'string' && pattern.test(value); }
  function has(role) { return user.roles.indexOf(role) >= 0; }
  function ownFields(value) {
    var names = [], name;
    for (name in value) if (name.charAt(0) !== '_') names.push(name);
    return names;
  }
  if (!has(RULES.role) && !has('_admin')) refuse('role', 'only the hub of station ' + RULES.station + ' writes here');`;

/** An id of ours in this database's scope; and a tombstone that keeps nothing of what was erased. */
const PLACE = `  var parts = String(doc._id).split('~');
  if (parts.length !== 3 || !/^[a-z][a-z-]{0,31}$/.test(parts[0]) || !/^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$/.test(parts[2])) {
    refuse('id', 'ids here are <type>~' + RULES.scope + '~<key>');
  }
  if (parts[1] !== RULES.scope) refuse('scope', 'this database holds ' + RULES.scope + ' alone');`;

const TOMBSTONE = `  if (doc._deleted) {
    if (ownFields(doc).length > 0) refuse('deleted', 'what is erased leaves no field behind');
    return;
  }`;

/** What records and media have in common. */
const FRAME = `  var UID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
  if (doc.type !== parts[0]) refuse('type', 'the field says another type than the id');
  if (!matches(UID, doc.uid)) refuse('envelope', 'uid');
  if (!isCount(doc.schema) || doc.schema < 1) refuse('envelope', 'schema');
  function isTouch(touch) { return isObject(touch) && isCount(touch.at) && matches(UID, touch.by) && matches(/^[0-9a-z]{12}$/, touch.on); }
  if (!isTouch(doc.created)) refuse('envelope', 'created');
  function isSealed(value) {
    return isObject(value) && typeof value.kid === 'string' && typeof value.iv === 'string' && typeof value.ct === 'string';
  }`;

const RECORDS = `${PLACE}
  if (!RULES.types.hasOwnProperty(parts[0])) refuse('type', 'records of type ' + parts[0] + ' do not belong here');
${TOMBSTONE}
  if (doc._attachments) refuse('attachments', 'pictures lie in the media database');
${FRAME}
  if (!isTouch(doc.changed)) refuse('envelope', 'changed');
  var STAMP = /^[0-9a-z]{12}[.][0-9a-z]{12}[.][0-9a-z]{1,11}$/;
  if (!matches(STAMP, doc.born)) refuse('envelope', 'born');
  if (!isObject(doc.vv)) refuse('envelope', 'vv');
  for (var replica in doc.vv) {
    if (!/^[0-9a-z]{12}$/.test(replica) || !isCount(doc.vv[replica]) || doc.vv[replica] < 1) refuse('envelope', 'vv');
  }
  if (!isObject(doc.stamps)) refuse('envelope', 'stamps');
  for (var stamped in doc.stamps) if (!matches(STAMP, doc.stamps[stamped])) refuse('envelope', 'stamps');
  if (!Array.isArray(doc.yields)) refuse('envelope', 'yields');
  if (doc.movedTo !== undefined) {
    if (!isObject(doc.movedTo) || String(doc.movedTo.scope).split('-')[0] !== RULES.station) refuse('moved', 'to a grid of this station');
    if (doc.yields.length > 0) refuse('moved', 'a stub says nothing but where the record went');
  }
  function checkSealed(value, rest, path) {
    if (value === undefined || value === null) return;
    if (rest.length === 0) { if (!isSealed(value)) refuse('sealed', path + ' stands in the open'); return; }
    if (Array.isArray(value)) { for (var i = 0; i < value.length; i += 1) checkSealed(value[i], rest, path); return; }
    if (isObject(value)) checkSealed(value[rest[0]], rest.slice(1), path);
  }
  RULES.types[parts[0]].forEach(function (path) {
    var steps = path.split('.');
    checkSealed(doc[steps[0]], steps.slice(1), path);
    doc.yields.forEach(function (given) {
      if (!isObject(given)) refuse('envelope', 'yields');
      if (given.field === path) checkSealed(given.value, [], path);
      else if (given.field === steps[0]) checkSealed(given.value, steps.slice(1), path);
    });
  });`;

const MEDIA = `${PLACE}
  if (RULES.types.indexOf(parts[0]) < 0) refuse('type', 'only pictures and spoken notes belong here');
  if (!/^[0-9a-f]{64}$/.test(parts[2])) refuse('id', 'the key is the SHA-256 of the ciphertext');
${TOMBSTONE}
${FRAME}
  if (!isSealed(doc.sealed)) refuse('sealed', 'what is said of it stands in the open');
  for (var part in doc._attachments) if (RULES.parts.indexOf(part) < 0) refuse('attachments', part);`;

const DIGEST = `  var named = String(doc._id).replace(/^media-/, '').split('-');
  var isGrid = named[0] === 'grid' && named.length === 3 && /^[1-9][0-9]{0,5}$/.test(named[2]);
  var isOther = named.length === 2 && (named[0] === 'commons' || named[0] === 'desk' || named[0] === 'queue');
  if (named[1] !== RULES.station || (!isGrid && !isOther)) refuse('id', 'ids here are names of databases of station ' + RULES.station);
${TOMBSTONE}
  if (typeof doc.seq !== 'string' || doc.seq.length > 4096) refuse('digest', 'seq');
  if (!isCount(doc.at)) refuse('digest', 'at');
  ownFields(doc).forEach(function (field) { if (field !== 'seq' && field !== 'at') refuse('digest', field); });`;

const BODIES: Readonly<Record<ValidationRules['holds'], string>> = { records: RECORDS, media: MEDIA, digest: DIGEST };
