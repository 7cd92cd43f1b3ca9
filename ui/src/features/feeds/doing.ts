import { call } from '../../ipc/call';
import type { PostView } from '../../ipc/generated';
import { ask } from '../../kit/ask.svelte';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

/** What can be done with a post of the feed. The page reads again when it is done. */

export async function like(post: PostView): Promise<void> {
  await act(() => call('post_like', { post: post.id, on: !post.liked }));
}

export async function boost(post: PostView): Promise<void> {
  await act(() => call('post_boost', { post: post.id, on: !post.boosted }));
}

export async function answer(post: PostView): Promise<void> {
  const draft = await act(() => call('draft_new', { text: '', shares: null, answers: post.id }));
  if (draft) router.go('write', draft.id);
}

export async function share(post: PostView): Promise<void> {
  const draft = await act(() => call('draft_new', { text: '', shares: post.id, answers: null }));
  if (draft) router.go('write', draft.id);
}

export async function copyLink(post: PostView): Promise<void> {
  if (!post.url) return;
  await navigator.clipboard.writeText(post.url);
  say(words.feeds.copied);
}

export async function muteAuthor(post: PostView): Promise<void> {
  const said = words.feeds;
  const name = post.author.name;
  const sure = await ask({ title: said.muteTitle(name), text: said.muteText, yes: said.muteYes });
  if (sure) {
    await act(() => call('mute_add', { kind: 'author', value: `${post.id}`, days: null }), { done: said.muted(name) });
  }
}
