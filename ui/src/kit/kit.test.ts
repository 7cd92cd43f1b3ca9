import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, asking } from './ask.svelte';
import AskHost from './AskHost.svelte';
import Picture from './Picture.svelte';
import PostText from './PostText.svelte';
import { surroundings } from './surroundings.svelte';
import TextField from './TextField.svelte';
import ToastHost from './ToastHost.svelte';
import { announce, say, toasts } from './toasts.svelte';

afterEach(() => {
  toasts.list = [];
  asking.answer(false);
});

describe('post text', () => {
  it('opens links outside, and never goes there itself', async () => {
    const opened = vi.fn();
    surroundings.openLink = opened;
    render(PostText, { html: '<p>At <a href="https://library.example/x"><b>our page</b></a></p>' });
    const went = await fireEvent.click(screen.getByText('our page'));
    expect(went).toBe(false);
    expect(opened).toHaveBeenCalledExactlyOnceWith('https://library.example/x');
    await fireEvent(
      screen.getByText('our page'),
      new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }),
    );
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it('leaves other clicks alone', async () => {
    const opened = vi.fn();
    surroundings.openLink = opened;
    render(PostText, { html: '<p>Only words</p>' });
    expect(await fireEvent.click(screen.getByText('Only words'))).toBe(true);
    expect(opened).not.toHaveBeenCalled();
  });
});

describe('a picture', () => {
  it('is read by its hash and says what it shows', () => {
    surroundings.pictureSrc = (hash) => `picture://localhost/${hash}`;
    render(Picture, { hash: 'abc', description: 'A duck' });
    expect(screen.getByAltText('A duck').getAttribute('src')).toBe('picture://localhost/abc');
  });

  it('says what it would show while it is not there', () => {
    render(Picture, { hash: null, description: 'A duck', pending: true });
    expect(screen.getByRole('img', { name: 'A duck' })).toBeTruthy();
  });
});

describe('a field', () => {
  it('ties its help and its problem to what is typed in', () => {
    render(TextField, { label: 'Server', value: '', help: 'For example x.', problem: 'Not found.' });
    const input = screen.getByLabelText('Server');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['Not found.', 'For example x.']);
  });

  it('hides a password until it is asked for', async () => {
    render(TextField, { label: 'Password', value: 'secret', type: 'password' });
    const input = screen.getByLabelText('Password');
    expect(input.getAttribute('type')).toBe('password');
    await fireEvent.click(screen.getByRole('button'));
    expect(input.getAttribute('type')).toBe('text');
  });
});

describe('a question', () => {
  const question = { title: 'Remove it?', text: 'It stays elsewhere.', yes: 'Remove', danger: true };

  it('is answered by its buttons', async () => {
    render(AskHost);
    const yes = ask(question);
    await fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await yes).toBe(true);
    const no = ask(question);
    await fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await no).toBe(false);
  });

  it('is a no when another one takes its place', async () => {
    const first = ask(question);
    const second = ask(question);
    expect(await first).toBe(false);
    asking.answer(true);
    expect(await second).toBe(true);
  });
});

describe('messages', () => {
  it('go by themselves, later when they are about a problem', () => {
    vi.useFakeTimers();
    say('Saved.');
    toasts.show({ tone: 'warn', text: 'Look here.' });
    vi.advanceTimersByTime(7000);
    expect(toasts.list.map((toast) => toast.text)).toEqual(['Look here.']);
    vi.advanceTimersByTime(20_000);
    expect(toasts.list).toEqual([]);
    vi.useRealTimers();
  });

  it('are gone within eight seconds where nothing can be pressed', () => {
    vi.useFakeTimers();
    toasts.show({ tone: 'danger', text: 'Look here.' });
    toasts.show({ tone: 'good', text: 'Removed.', action: { label: 'Undo', run: () => undefined } });
    vi.advanceTimersByTime(8000);
    expect(toasts.list.map((toast) => toast.text)).toEqual(['Removed.']);
    vi.advanceTimersByTime(10_000);
    expect(toasts.list).toEqual([]);
    vi.useRealTimers();
  });

  it('give the keyboard back to where it was', async () => {
    render(ToastHost);
    render(TextField, { label: 'Name', value: '' });
    say('Removed.', { label: 'Undo', run: () => undefined });
    const [field, undo] = [screen.getByLabelText('Name'), await screen.findByRole('button', { name: 'Undo' })];
    field.focus();
    undo.focus();
    await fireEvent.click(undo);
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('never pile up', () => {
    for (let at = 0; at < 10; at += 1) say(`Message ${at}`);
    expect(toasts.list.length).toBeLessThanOrEqual(4);
    expect(toasts.list.at(-1)?.text).toBe('Message 9');
  });

  it('are read aloud twice when they are said twice', () => {
    announce('Sent.');
    const once = toasts.announced;
    announce('Sent.');
    expect(toasts.announced).not.toBe(once);
  });

  it('are put away by hand', async () => {
    render(ToastHost);
    say('Saved.');
    await fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    expect(toasts.list).toEqual([]);
  });
});
