import Keyboard from '@lucide/svelte/icons/keyboard';
import Moon from '@lucide/svelte/icons/moon';
import PenLine from '@lucide/svelte/icons/pen-line';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Search from '@lucide/svelte/icons/search';
import { call } from '../ipc/call';
import { act } from '../parts/act';
import type { Action } from '../parts/actions.svelte';
import { palette } from '../parts/palette.svelte';
import { router } from '../parts/router.svelte';
import { words } from '../words';
import { pageList } from './pages';

/** What can be done on every page. */
export function everywhere(switchTheme: () => Promise<void>): Action[] {
  const said = words.app.keys;
  const openPalette = (): void => {
    palette.open = true;
  };
  return [
    ...pageList.map(({ page, label, icon, key }) => ({
      id: `go-${page}`,
      label: label,
      group: said.go,
      keys: `g ${key}`,
      icon,
      run: () => router.go(page),
    })),
    { id: 'write', label: said.write, group: said.do, keys: 'n', icon: PenLine, run: () => router.go('write', 'new') },
    {
      id: 'search',
      label: said.search,
      group: said.do,
      keys: 'Ctrl+k',
      icon: Search,
      keysOnly: true,
      whileTyping: true,
      run: openPalette,
    },
    { id: 'slash', label: said.slash, group: said.do, keys: '/', icon: Search, keysOnly: true, run: openPalette },
    {
      id: 'check',
      label: said.check,
      group: said.do,
      icon: RefreshCw,
      run: () => void act(() => call('feed_check_now', {}), { done: said.checking }),
    },
    { id: 'theme', label: said.theme, group: said.do, icon: Moon, run: () => void switchTheme() },
    {
      id: 'keys',
      label: said.map,
      group: said.do,
      keys: '?',
      icon: Keyboard,
      run: () => {
        palette.keys = true;
      },
    },
  ];
}
