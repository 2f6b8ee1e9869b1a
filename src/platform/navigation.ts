import type { CurrentUser, Role } from './roles.ts';

/** One entry of the menu; `key` is the translation key of its name. */
export interface NavigationEntry {
  path: string;
  key: string;
}

const entries: readonly (NavigationEntry & { role: Role | readonly Role[] | 'everybody' })[] = [
  { role: 'trainee', path: '/', key: 'common.navigation.home' },
  { role: 'trainee', path: '/practice', key: 'common.navigation.practice' },
  { role: 'trainee', path: '/guide', key: 'common.navigation.guide' },
  { role: 'trainee', path: '/progress', key: 'common.navigation.progress' },
  { role: 'trainee', path: '/tests', key: 'common.navigation.tests' },
  { role: 'supervisor', path: '/evaluations', key: 'common.navigation.evaluations' },
  { role: 'supervisor', path: '/agreement', key: 'common.navigation.agreement' },
  { role: 'supervisor', path: '/gates', key: 'common.navigation.gates' },
  { role: 'supervisor', path: '/test-sessions', key: 'common.navigation.testSessions' },
  { role: 'invigilator', path: '/invigilation', key: 'common.navigation.invigilation' },
  { role: 'supervisor', path: '/appeals', key: 'common.navigation.appeals' },
  { role: 'supervisor', path: '/regrades', key: 'common.navigation.regrades' },
  { role: 'trainer', path: '/trainer/cases', key: 'common.navigation.cases' },
  { role: 'trainer', path: '/trainer/scenarios', key: 'common.navigation.scenarios' },
  { role: 'trainer', path: '/trainer/questions', key: 'common.navigation.questions' },
  { role: 'trainer', path: '/trainer/conversations', key: 'common.navigation.conversations' },
  { role: 'trainer', path: '/trainer/groups', key: 'common.navigation.groups' },
  { role: ['trainer', 'supervisor'], path: '/items', key: 'common.navigation.items' },
  { role: 'administrator', path: '/admin/users', key: 'common.navigation.users' },
  { role: 'administrator', path: '/admin/certificates', key: 'common.navigation.certificates' },
  { role: 'administrator', path: '/admin/reopenings', key: 'common.navigation.reopenings' },
  { role: 'administrator', path: '/admin/audit', key: 'common.navigation.audit' },
  { role: 'everybody', path: '/catalogue', key: 'common.navigation.catalogue' },
  { role: 'everybody', path: '/regulations', key: 'common.navigation.regulations' },
];

const nothing: readonly NavigationEntry[] = [];
/** By the roles of a person, for there are few mixtures of them. */
const menus = new Map<string, readonly NavigationEntry[]>();

/** The menu of a person, in the order of the roles; the same object for the same roles. */
export function navigation(user: CurrentUser | null): readonly NavigationEntry[] {
  if (!user || user.mustChangePassword) return nothing;
  const name = user.roles.join();
  const menu = menus.get(name) ?? menuOf(user.roles);
  menus.set(name, menu);
  return menu;
}

function menuOf(roles: readonly Role[]): NavigationEntry[] {
  const isFor = (role: (typeof entries)[number]['role']) => role === 'everybody' || [role].flat().some((each) => roles.includes(each));
  return entries.filter(({ role }) => isFor(role)).map(({ path, key }) => ({ path, key }));
}

/** More entries than this do not fit beside the name of a person; of a longer menu one fewer stands open, and a button leads to the rest. */
const mostOpen = 6;

/** The entries that stand open, and those behind the button; the page where one is stands open in any case. */
export function foldMenu(list: readonly NavigationEntry[], here: string | null): { open: NavigationEntry[]; more: NavigationEntry[] } {
  if (list.length <= mostOpen) return { open: [...list], more: [] };
  const first = list.slice(0, mostOpen - 2);
  const current = list.find(({ path }) => path === here);
  const open = current && !first.includes(current) ? [...first, current] : list.slice(0, mostOpen - 1);
  return { open, more: list.filter((entry) => !open.includes(entry)) };
}

/** The first page of a person after signing in. */
export function homeOf(user: CurrentUser): string {
  return navigation(user)[0]?.path ?? '/account/password';
}

/** The entry that is drawn as "you are here": the one whose path begins the address and is the longest. */
export function currentEntry(list: readonly NavigationEntry[], path: string): string | null {
  let longest: string | null = null;
  for (const { path: entry } of list)
    if ((path === entry || (entry !== '/' && path.startsWith(`${entry}/`))) && entry.length > (longest?.length ?? 0)) longest = entry;
  return longest;
}
