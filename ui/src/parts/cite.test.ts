import { expect, test } from 'vitest';
import type { PostView } from '../ipc/generated';
import { posts } from '../ipc/mock/posts';
import { citation, mayBeCited, sourcesOf } from './cite';

const some = posts[0] as PostView;
const post = (change: Partial<PostView>): PostView => ({
  ...some,
  visibility: 'public',
  url: 'https://example.org/story-time',
  ...change,
});

test('a title stands before the page, without a mark that would stand twice', () => {
  expect(citation(post({ title: 'Story time is back' }))).toBe('Story time is back: https://example.org/story-time');
  expect(citation(post({ title: ' Story time: ' }))).toBe('Story time: https://example.org/story-time');
  expect(citation(post({ title: '' }))).toBe('https://example.org/story-time');
});

test('only what everybody can open is offered', () => {
  expect(mayBeCited(post({}))).toBe(true);
  expect(mayBeCited(post({ visibility: 'unlisted' }))).toBe(true);
  expect(mayBeCited(post({ visibility: 'followers' }))).toBe(false);
  expect(mayBeCited(post({ visibility: 'direct' }))).toBe(false);
  expect(mayBeCited(post({ url: null }))).toBe(false);
});

test('what is asked for has the words without their edges', () => {
  expect(sourcesOf('  canal ', [3])).toMatchObject({ words: 'canal', accounts: [3], hide_boosts: true });
});
