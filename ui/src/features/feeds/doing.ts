import { SvelteSet } from 'svelte/reactivity';
import { call } from '../../ipc/call';
import type { PostId, PostView } from '../../ipc/generated';
import { ask } from '../../kit/ask.svelte';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

/** What can be done with a post of the feed. The page reads again when it is done. */

type What = 'like' | 'boost' | 'draft';

/** What is under way: a second press does not do it twice. */
const busy = new SvelteSet<string>();

/** Whether something is being done with a post now. */
export const underWay = (what: What, post: PostId): boolean => busy.has(`${what} ${post}`);

async function one<T>(what: What, post: PostId, run: () => Promise<T>): Promise<T | null> {
  const key = `${what} ${post}`;
  if (busy.has(key)) return null;
  busy.add(key);
  const given = await act(run);
  busy.delete(key);
  return given;
}

export async function like(post: PostView): Promise<void> {
  await one('like', post.id, () => call('post_like', { post: post.id, on: !post.liked }));
}

export async function boost(post: PostView): Promise<void> {
  await one('boost', post.id, () => call('post_boost', { post: post.id, on: !post.boosted }));
}

export async function answer(post: PostView): Promise<void> {
  const begin = () => call('draft_new', { text: '', shares: null, answers: post.id });
  const draft = await one('draft', post.id, begin);
  if (draft) router.go('write', draft.id);
}

export async function share(post: PostView): Promise<void> {
  const begin = () => call('draft_new', { text: '', shares: post.id, answers: null });
  const draft = await one('draft', post.id, begin);
  if (draft) router.go('write', draft.id);
}

export async function copyLink(post: PostView): Promise<void> {
  if (!post.url) return;
  try {
    await navigator.clipboard.writeText(post.url);
    say(words.feeds.copied);
  } catch {
    // No clipboard here: the address is shown, to be copied by hand.
    say(words.feeds.notCopied(post.url));
  }
}

export async function muteAuthor(post: PostView): Promise<void> {
  const said = words.feeds;
  const name = post.author.name || post.author.handle;
  const sure = await ask({ title: said.muteTitle(name), text: said.muteText, yes: said.muteYes });
  if (sure) {
    await act(() => call('mute_add', { kind: 'author', value: `${post.id}`, days: null }), { done: said.muted(name) });
  }
}
