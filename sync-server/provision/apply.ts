import { assertNever } from '#shared/errors/assert-never';
import { readHub, readIdentity, readUser, userPath, type ActualUser } from './actual';
import { newPassword, type CredentialFolder } from './credentials';
import { desiredHub, type DesiredUser, type Wanted } from './desired';
import { planHub, refusalsOf, type Plan, type Step } from './plan';
import type { Setting } from './settings';
import { HubError, type HubAnswer, type HubTransport } from './transport';

/** A hub, what it is to be, and where passwords are kept. */
export interface HubWork {
  readonly ask: HubTransport;
  readonly wanted: Wanted;
  readonly files: CredentialFolder;
  /** The address that stations will use. */
  readonly publicUrl: string;
  /** Stations that get a new password. */
  readonly rotate: readonly string[];
}

/** Looks at the hub and says what is to be done; changes nothing. Throws `HubError`. */
export async function makePlan({ ask, wanted, files, rotate }: Omit<HubWork, 'publicUrl'>): Promise<Plan> {
  const identity = await readIdentity(ask);
  const refusals = refusalsOf(identity);
  // Whoever is refused may read no more.
  if (refusals.length > 0) return { refusals, steps: [], byHand: [], notes: [] };
  const desired = desiredHub(wanted, identity.nodes.members.length);
  return planHub(desired, await readHub(ask, identity, desired, files.read), rotate);
}

/** What became of a plan. */
export interface Outcome {
  /** The plan that was gone through. */
  readonly before: Plan;
  /** What is still to be done, read anew from the hub. */
  readonly after: Plan;
  /** Settings that the hub does not let anybody change from outside: they have to be written into its ini file. */
  readonly refusedSettings: readonly Setting[];
}

/** How often the hub is read again while it has not come to rest: nodes of a cluster hear of a change one after another. */
const READS_AFTER = 4;
const READ_PAUSE_MS = 500;

/**
 * Brings the hub to where it should be, step by step, then reads it again. May be stopped at any moment: running it again does
 * what is left. Throws `HubError` at the first step that the hub does not take.
 */
export async function applyPlan(
  work: HubWork,
  tell: (step: Step) => void = () => undefined,
  pause: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Promise<Outcome> {
  const before = await makePlan(work);
  const refusedSettings = new Map<string, Setting>();
  for (const step of before.steps) {
    tell(step);
    if (step.kind !== 'setting') await perform(step, work);
    else if (!(await changeSetting(step, work.ask))) refusedSettings.set(settingName(step.setting), step.setting);
  }
  let after = before;
  if (before.steps.length > 0) {
    for (let read = 0; read < READS_AFTER; read += 1) {
      if (read > 0) await pause(READ_PAUSE_MS);
      after = await makePlan({ ...work, rotate: [] });
      if (after.steps.every((step) => step.kind === 'setting' && refusedSettings.has(settingName(step.setting)))) break;
    }
  }
  return { before, after, refusedSettings: [...refusedSettings.values()] };
}

const settingName = ({ section, key }: Setting): string => `${section}/${key}`;

async function perform(step: Exclude<Step, { kind: 'setting' }>, work: HubWork): Promise<void> {
  const { ask } = work;
  switch (step.kind) {
    case 'create-system':
      return created(await ask('PUT', `/${step.database}`), step.database);
    case 'create':
      return created(await ask('PUT', `/${step.database}?q=${step.q}&n=${step.n}`), step.database);
    case 'security':
      return taken(await ask('PUT', `/${step.database}/_security`, step.security), `${step.database}/_security`);
    case 'design': {
      const path = `/${step.database}/${step.design._id}`;
      const design = { ...step.design, ...(step.rev === null ? {} : { _rev: step.rev }) };
      return taken(await ask('PUT', path, design), path.slice(1));
    }
    case 'credentials':
      // Written before the hub hears of it: whoever is stopped in between finds the password and uses it.
      return work.files.write({
        url: work.publicUrl,
        station: step.station,
        user: step.user,
        password: newPassword(),
      });
    case 'user':
      return putUser(step.user, step.why, work);
    default:
      return assertNever(step, 'perform');
  }
}

async function putUser({ name, station, roles }: DesiredUser, why: 'missing' | 'roles' | 'password', work: HubWork) {
  const standing = await readUser(work.ask, name);
  const base: Partial<ActualUser> = standing ?? {};
  const path = userPath(name);
  // A new role keeps the hash that is there; a password takes its place.
  if (why === 'roles' && standing) return taken(await work.ask('PUT', path, { ...standing, roles }), path.slice(1));
  const file = await work.files.read(station);
  if (!file) throw new HubError('answer', work.files.pathOf(station));
  const document = {
    _id: `org.couchdb.user:${name}`,
    ...(base._rev === undefined ? {} : { _rev: base._rev }),
    name,
    type: 'user',
    roles,
    password: file.password,
  };
  return taken(await work.ask('PUT', path, document), path.slice(1));
}

/** Whether the node took the value; a hub with a read-only configuration does not. */
async function changeSetting(
  { node, setting }: Extract<Step, { kind: 'setting' }>,
  ask: HubTransport,
): Promise<boolean> {
  const key = encodeURIComponent(setting.key);
  const path = `/_node/${encodeURIComponent(node)}/_config/${setting.section}/${key}`;
  return (await ask('PUT', path, setting.value)).status === 200;
}

/** Somebody who was quicker has made the same. */
function created({ status, body }: HubAnswer, what: string): void {
  if (status !== 412) taken({ status, body }, what);
}

function taken({ status, body }: HubAnswer, what: string): void {
  if (status === 401 || status === 403) throw new HubError('sign-in', `PUT ${what} (${status})`);
  if (status < 200 || status > 299) throw new HubError('answer', `PUT ${what} (${status} ${reasonOf(body)})`);
}

const reasonOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'error' in body ? String(body.error).slice(0, 60) : '';
