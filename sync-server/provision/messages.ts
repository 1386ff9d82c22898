import { assertNever } from '#shared/errors/assert-never';
import type { ArgumentFault } from './arguments';
import type { ShapeFault } from './shape';
import type { HubErrorKind } from './transport';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence in both languages. */
export type Both = Readonly<Record<Language, string>>;

/** Puts one together. */
export const both = (zh: string, en: string): Both => ({ zh, en });

/** How the command is used. */
export const USAGE: Both = both(
  `用法：npm run hub -- plan|apply|check <地址> [选项]

  plan    看区级中心现在怎样、要改什么；不改动
  apply   照计划改；中途停下可以再运行
  check   与应有状态比较；一致返回0，有差别返回1

地址如 https://admin@hub.example:6984；密码放在环境变量 HUB_PASSWORD 里。

  --station <编号>       一个站点；可重复，后面的 --grids、--residents 属于它
  --grids <3 或 1-3,7>   它的网格
  --residents <人数>     常住人口，用来估算库的大小（默认4000）
  --stations <文件>      站点清单：[{"station": "qinghe", "grids": "3", "residents": 4200}]
  --public-url <地址>    站点连接用的地址（默认与上面相同）
  --out <目录>           站点凭据文件所在目录（默认 ~/linli-hub）
  --new-password <编号>  给这个站点换新密码（仅 apply）
  --jwt-key <名称=文件>  查验令牌用的公钥（PEM，RSA或EC）；可重复
  --plain                允许不加密的 http 连接非本机地址
  --lang zh|en           语言
`,
  `Usage: npm run hub -- plan|apply|check <url> [options]

  plan    says how the hub is and what is to be changed; changes nothing
  apply   does it; may be stopped and run again
  check   compares with how it should be; 0 when it is so, 1 when it differs

A url looks like https://admin@hub.example:6984; the password is taken from HUB_PASSWORD.

  --station <id>         a station; may be repeated, the --grids and --residents behind it are its own
  --grids <3 or 1-3,7>   its grids
  --residents <number>   people who live there, for the size of the databases (4000 unless said)
  --stations <file>      a list: [{"station": "qinghe", "grids": "3", "residents": 4200}]
  --public-url <url>     the address that stations use (the same unless said)
  --out <folder>         where files with the stations' passwords lie (~/linli-hub unless said)
  --new-password <id>    a new password for that station (apply only)
  --jwt-key <name=file>  a public key that tokens are checked with (PEM, RSA or EC); may be repeated
  --plain                allow plain http to another machine
  --lang zh|en           language
`,
);

/** What stopped the work on the way, and what to do. */
export function errorWords(kind: HubErrorKind, detail: string): Both {
  const sentences: Readonly<Record<HubErrorKind, Both>> = {
    unreachable: both(
      '连不上。请检查地址、端口、防火墙，以及 CouchDB 是否在运行',
      'Not reached. Check the address, the port, the firewall, and whether CouchDB runs',
    ),
    timeout: both(
      '一分钟内没有回答。请查看 CouchDB 日志后再运行',
      'No answer within a minute. Look into CouchDB’s log, then run this again',
    ),
    certificate: both(
      '证书不被信任或已过期。请更新证书，或用 NODE_EXTRA_CA_CERTS 指定签发它的CA',
      'The certificate is not trusted or has expired. Renew it, or name its CA in NODE_EXTRA_CA_CERTS',
    ),
    'not-couchdb': both(
      '回答的不是 CouchDB。请检查地址，或它前面的代理',
      'What answers is no CouchDB. Check the address, or the proxy before it',
    ),
    'sign-in': both('账号或密码不对，或权限不够', 'The name or password is wrong, or may not do this'),
    node: both(
      '集群里有节点没有回答。请先让所有节点正常运行',
      'A node of the cluster does not answer. Bring every node up first',
    ),
    answer: both(
      'CouchDB 没有接受。已做的保留，修正后再运行会接着做',
      'CouchDB did not take it. What was done stays; put it right and run this again',
    ),
  };
  const { zh, en } = sentences[kind];
  return both(`${zh}：${detail}`, `${en}: ${detail}`);
}

const SHAPES: Readonly<Record<ShapeFault, Both>> = {
  'station-id': both(
    '站点编号用小写字母开头，2到24个小写字母或数字',
    'a station id begins with a lower-case letter and has 2 to 24 lower-case letters or digits',
  ),
  'grid-numbers': both('网格写作 3 或 1-3,7，不重复', 'grids are written 3 or 1-3,7, each once'),
  'too-many-grids': both('网格最多200个', 'a station has at most 200 grids'),
  residents: both('人数是1到1000万的整数', 'residents are a whole number from 1 to 10 million'),
};

/** What is wrong with the command line. */
export function argumentWords(fault: ArgumentFault): Both {
  switch (fault.kind) {
    case 'usage':
      return USAGE;
    case 'unknown-option':
      return both(`不认识的选项：${fault.detail}`, `Unknown option: ${fault.detail}`);
    case 'bad-url':
      return both('地址应为 http(s)://主机:端口，不带路径', 'A url is http(s)://host:port, without a path');
    case 'no-password':
      return both(
        '没有管理员账号或密码：地址里写账号，密码放在 HUB_PASSWORD',
        'No administrator or password: the name goes into the url, the password into HUB_PASSWORD',
      );
    case 'plain-http':
      return both(
        '不加密的 http 会在网络上泄露密码。请用 https；确实需要时加 --plain',
        'Plain http shows the password to the network. Use https, or add --plain if it has to be',
      );
    case 'no-station':
      return both(
        '请用 --station 和 --grids，或 --stations 指定站点',
        'Name stations with --station and --grids, or with --stations',
      );
    case 'shape':
      return both(
        `站点 ${fault.station}：${SHAPES[fault.fault].zh}`,
        `Station ${fault.station}: ${SHAPES[fault.fault].en}`,
      );
    case 'twice':
      return both(`站点 ${fault.station} 写了两次`, `Station ${fault.station} is named twice`);
    case 'file':
      return both(
        `文件读不出或内容不对：${fault.detail}`,
        `A file cannot be read or holds something else: ${fault.detail}`,
      );
    case 'jwt-key':
      return both(
        `不是 RSA 或 EC 公钥（PEM），或名称不对：${fault.detail}`,
        `Not a public RSA or EC key in PEM, or not a name: ${fault.detail}`,
      );
    case 'rotate':
      return both(
        `--new-password 只用于 apply，并且站点要在名单里：${fault.station}`,
        `--new-password goes with apply and names a station of the list: ${fault.station}`,
      );
    default:
      return assertNever(fault, 'argumentWords');
  }
}

/** What the command says around its lists. */
export const SAYS = {
  steps: (count: number) => both(`要做${count}步：`, `${count} steps:`),
  settled: both('与应有状态一致。', 'All is as it should be.'),
  planned: both('以上没有执行。执行请用 apply。', 'Nothing was done. Use apply for that.'),
  differs: both('有差别，见上。', 'It differs, as above.'),
  refused: both('没有做任何改动：', 'Nothing was changed:'),
  byHand: both('需要人工处理：', 'By hand:'),
  notes: both('另外：', 'Besides:'),
  done: (count: number) => both(`完成${count}步，已重新读取核对。`, `${count} steps done, and read again.`),
  unsettled: both('改过之后再读仍有差别：', 'Read again, it still differs:'),
  files: both(
    '站点凭据（含密码，只显示这一次位置；请交给站点后删除）：',
    'Files for the stations (they hold passwords; hand them over, then delete them):',
  ),
  ini: both(
    '下面的设置不能远程修改，请写入每个节点的 local.ini 并重启：',
    'These cannot be changed from outside. Write them into local.ini of every node and restart it:',
  ),
  damaged: (path: string) =>
    both(
      `凭据文件已损坏，请移走后再运行：${path}`,
      `A file of credentials is damaged; move it away and run this again: ${path}`,
    ),
} as const;
