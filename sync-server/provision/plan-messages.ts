import { assertNever } from '#shared/errors/assert-never';
import { both, type Both } from './messages';
import type { ByHand, Note, Refusal, Step } from './plan';

const WHY: Readonly<Record<'missing' | 'roles' | 'password', Both>> = {
  missing: both('新建', 'new'),
  roles: both('角色不同', 'other roles'),
  password: both('密码改为凭据文件里的', 'password as in the file'),
};

/** What a step does. */
export function stepWords(step: Step): Both {
  switch (step.kind) {
    case 'create-system':
      return both(`建系统库 ${step.database}`, `make the system database ${step.database}`);
    case 'setting': {
      const { section, key, value } = step.setting;
      const was = step.was === null ? both('未设置', 'not set') : both(shown(step.was), shown(step.was));
      return both(
        `节点 ${step.node}：${section}/${key} 设为 ${shown(value)}（原为${was.zh}）`,
        `node ${step.node}: set ${section}/${key} to ${shown(value)} (was ${was.en})`,
      );
    }
    case 'create':
      return both(
        `建库 ${step.database}（分片${step.q}，副本${step.n}）`,
        `make database ${step.database} (${step.q} shards, ${step.n} copies)`,
      );
    case 'security':
      return both(
        `${step.database}：可读角色 ${step.security.members.roles.join('、')}`,
        `${step.database}: readers ${step.security.members.roles.join(', ')}`,
      );
    case 'design': {
      const { database, rev } = step;
      const name = step.design._id;
      return rev === null
        ? both(`${database}：写入 ${name}`, `${database}: write ${name}`)
        : both(`${database}：更新 ${name}`, `${database}: replace ${name}`);
    }
    case 'credentials':
      return both(
        `站点 ${step.station}：生成密码并写入凭据文件`,
        `station ${step.station}: make a password and keep it in a file`,
      );
    case 'user':
      return both(
        `账号 ${step.user.name}：${WHY[step.why].zh}（角色 ${step.user.roles.join('、')}）`,
        `account ${step.user.name}: ${WHY[step.why].en} (roles ${step.user.roles.join(', ')})`,
      );
    default:
      return assertNever(step, 'stepWords');
  }
}

/** Long values, keys above all, only by their beginning. */
const shown = (value: string): string => (value.length > 60 ? `${value.slice(0, 57)}…` : value);

/** Why nothing is done, and what to do. */
export function refusalWords(refusal: Refusal): Both {
  switch (refusal.kind) {
    case 'admin-party':
      return both(
        '这个 CouchDB 没有管理员，任何人都能读写，因此不做任何改动。请先在 local.ini 的 [admins] 里设管理员，再重启。',
        'This CouchDB has no administrator, so anybody reads and writes everything. Nothing was changed. Name one under [admins] in local.ini and restart it first.',
      );
    case 'not-admin':
      return both(
        '这个账号不是 CouchDB 的管理员。请用管理员账号和密码（HUB_PASSWORD）。',
        'This account is not an administrator of the CouchDB. Use one that is, with its password in HUB_PASSWORD.',
      );
    case 'too-old':
      return both(
        `CouchDB ${refusal.version} 太旧，需要3.3或更新的版本。请先升级。`,
        `CouchDB ${refusal.version} is too old: 3.3 or later is needed. Upgrade it first.`,
      );
    case 'half-joined':
      return both(
        `集群没有连齐：${list('缺 ', refusal.missing, '、')}${list('；多出 ', refusal.strange, '、')}。请让所有节点启动并加入（见 guides/hub-cluster），再运行。`,
        `The cluster is not whole:${list(' missing ', refusal.missing, ', ')}${list('; not joined ', refusal.strange, ', ')}. Start and join every node (guides/hub-cluster), then run this again.`,
      );
    case 'node-without-admin':
      return both(
        `节点 ${refusal.node} 没有管理员。请给每个节点设同样的管理员，再运行。`,
        `Node ${refusal.node} has no administrator. Give every node the same one, then run this again.`,
      );
    case 'newer':
      return both(
        `${refusal.database} 由更新版本的软件设置过（${refusal.version}）。请用那个版本运行。`,
        `${refusal.database} was set up by a later release (${refusal.version}). Run this from that release.`,
      );
    default:
      return assertNever(refusal, 'refusalWords');
  }
}

const list = (before: string, names: readonly string[], between: string): string =>
  names.length === 0 ? '' : before + names.join(between);

/** What differs and has to be put right by a person. */
export function byHandWords(each: ByHand): Both {
  switch (each.kind) {
    case 'few-copies':
      return both(
        `${each.database} 只有${each.n}份副本，应有${each.wanted}份。请按 guides/hub-cluster 的“增加副本”处理。`,
        `${each.database} has ${each.n} copies and should have ${each.wanted}. See “more copies” in guides/hub-cluster.`,
      );
    case 'secrets-differ':
      return both(
        `各节点的 chttpd_auth/secret 不同（${each.nodes.join('、')}），登录后换节点会失效。请设为同一个值。`,
        `Nodes have different chttpd_auth/secret (${each.nodes.join(', ')}): a session of one does not count at another. Give them one value.`,
      );
    case 'open-system':
      return both(
        `系统库 ${each.database} 对所有账号开放，会泄露密码信息。请在 Fauxton 的该库权限里把成员角色设为 _admin（_users 要先设 couchdb/users_db_security_editable = true）。`,
        `The system database ${each.database} is open to every account and gives away passwords or their hashes. In Fauxton give it the member role _admin (for _users set couchdb/users_db_security_editable = true first).`,
      );
    case 'restart':
      return both(
        '令牌登录已写入设置，重启 CouchDB 后才生效。请逐个重启节点，再运行 check。',
        'Tokens are configured and count once CouchDB is started again. Restart the nodes one by one, then run check.',
      );
    default:
      return assertNever(each, 'byHandWords');
  }
}

/** What somebody may want to know. */
export function noteWords(note: Note): Both {
  switch (note.kind) {
    case 'other-shards':
      return both(
        `${note.database} 的分片是${note.q}，按人口估算为${note.wanted}。可以继续使用，不改动。`,
        `${note.database} has ${note.q} shards; its size asks for ${note.wanted}. It works as it is and is left alone.`,
      );
    case 'foreign-design':
      return note.validates
        ? both(
            `${note.database} 里有别人的 ${note.design}，它会检查写入，可能挡住站点的数据。不改动，请确认。`,
            `${note.database} holds ${note.design} of somebody else, which checks what is written and may refuse the station's records. Left alone; please look.`,
          )
        : both(
            `${note.database} 里有别人的 ${note.design}，不改动。`,
            `${note.database} holds ${note.design} of somebody else; left alone.`,
          );
    case 'foreign-database':
      return both(`库 ${note.database} 不是本产品的，不改动。`, `Database ${note.database} is not ours; left alone.`);
    case 'unasked-database':
      return both(
        `库 ${note.database} 属于这个站点，但这次没有提到它的网格，不改动。`,
        `Database ${note.database} belongs to the station, but its grid was not named; left alone.`,
      );
    case 'other-stations':
      return both(
        `这里还有其他站点：${note.stations.join('、')}，不改动。`,
        `There are other stations here: ${note.stations.join(', ')}; left alone.`,
      );
    case 'no-file':
      return both(
        `站点 ${note.station} 的账号已有，凭据文件不在这里。要新密码请加 --new-password ${note.station}。`,
        `Station ${note.station} has its account; its file is not here. For a new password add --new-password ${note.station}.`,
      );
    case 'two-nodes':
      return both(
        '集群只有两个节点，停一个就可能写不进去。建议三个。',
        'The cluster has two nodes: with one down, writes may fail. Three are better.',
      );
    default:
      return assertNever(note, 'noteWords');
  }
}
