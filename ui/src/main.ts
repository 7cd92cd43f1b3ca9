import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/literata/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';
import { isTauri } from '@tauri-apps/api/core';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { followNotices } from './app/going';
import { saveBeforeClosing } from './app/leaving';
import { followTheme } from './app/theme';
import { call } from './ipc/call';
import { setTransport } from './ipc/transport';
import { surroundings } from './kit/surroundings.svelte';
import { act } from './parts/act';

if (__MOCK__ && !isTauri()) {
  const [{ pretend }, { pretendPicture }] = await Promise.all([import('./ipc/mock'), import('./ipc/mock/pictures')]);
  setTransport(pretend());
  surroundings.pictureSrc = pretendPicture;
}

surroundings.openLink = (url) => void act(() => call('open_link', { url }));
followTheme();
saveBeforeClosing();
followNotices();

const target = document.getElementById('app');
if (target) mount(App, { target });
