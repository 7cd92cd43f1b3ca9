import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Field, SignInStep } from '../../ipc/generated';
import { pretend } from '../../ipc/mock';
import { setTransport } from '../../ipc/transport';
import { SignIn } from './sign-in.svelte';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  help: '',
  kind: 'text',
  optional: false,
  value: '',
  options: [],
  ...more,
});

const askServer: SignInStep = { step: 'ask_fields', ticket: 't1', title: 'Your server', fields: [field('server')] };
const askPassword: SignInStep = {
  step: 'ask_fields',
  ticket: 't1',
  title: 'App password',
  fields: [field('handle'), field('password', { kind: 'password' })],
};
const browser: SignInStep = {
  step: 'open_browser',
  ticket: 't2',
  url: 'https://server.example/auth',
  fields: [field('code', { optional: true })],
};
const done: SignInStep = { step: 'done', account: 7 };
const failed: SignInStep = { step: 'failed', problem: { code: 'rejected', message: 'Wrong password.' } };

let cancelled: string[] = [];
let opened: string[] = [];
let comeBack: (step: SignInStep) => void = () => undefined;

function program(begin: SignInStep, answers: SignInStep[] = []): void {
  setTransport(
    pretend({
      sign_in_begin: () => begin,
      sign_in_answer: () => answers.shift() ?? failed,
      sign_in_wait: () =>
        new Promise((resolve) => {
          comeBack = resolve;
        }),
      sign_in_cancel: ({ ticket }) => {
        cancelled.push(ticket);
        return {};
      },
      open_link: ({ url }) => {
        opened.push(url);
        return {};
      },
    }),
  );
}

const reach = (signIn: SignIn, name: SignIn['phase']['name']): Promise<void> =>
  vi.waitFor(() => expect(signIn.phase.name).toBe(name));

beforeEach(() => {
  cancelled = [];
  opened = [];
});

describe('a sign-in', () => {
  it('goes from fields through the browser to an account', async () => {
    program(askServer, [browser]);
    const signIn = new SignIn();
    await signIn.begin('mastodon', 1);
    expect(signIn.phase.name).toBe('fields');
    signIn.values.server = 'library.social';
    await signIn.answer();
    expect(signIn.phase.name).toBe('browser');
    await vi.waitFor(() => expect(opened).toEqual(['https://server.example/auth']));
    await vi.waitFor(() => comeBack(done));
    await reach(signIn, 'done');
    expect(signIn.phase).toEqual({ name: 'done', account: 7 });
  });

  it('asks for what is missing without troubling the program', async () => {
    program(askServer, [done]);
    const signIn = new SignIn();
    await signIn.begin('mastodon', 1);
    await signIn.answer();
    expect(signIn.phase.name).toBe('fields');
    expect(signIn.wrong.server).toBeTruthy();
  });

  it('takes a pasted code while the browser is awaited, and then drops what the browser says', async () => {
    program(browser, [done]);
    const signIn = new SignIn();
    await signIn.begin('mastodon', 1);
    signIn.values.code = 'abc';
    await signIn.answer();
    expect(signIn.phase.name).toBe('done');
    comeBack(failed);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(signIn.phase.name).toBe('done');
  });

  it('says that the browser did not open, and waits on', async () => {
    program(browser);
    const signIn = new SignIn();
    setTransport(
      pretend({
        sign_in_begin: () => browser,
        sign_in_wait: () => new Promise(() => undefined),
        open_link: () => {
          throw new Error('no browser');
        },
      }),
    );
    await signIn.begin('bluesky', 1);
    await vi.waitFor(() => expect(signIn.phase).toMatchObject({ name: 'browser', opened: false }));
  });

  it('keeps what was typed through a failure, but never a password', async () => {
    program(askPassword, [failed]);
    const signIn = new SignIn();
    await signIn.begin('bluesky', 1);
    signIn.values.handle = 'library.example';
    signIn.values.password = 'secret';
    await signIn.answer();
    expect(signIn.phase).toMatchObject({ name: 'failed', problem: { message: 'Wrong password.' } });
    expect(signIn.values).toEqual({ handle: 'library.example', password: '' });
    await signIn.retry();
    expect(signIn.phase.name).toBe('fields');
    expect(signIn.values.handle).toBe('library.example');
  });

  it('forgets everything when it is done', async () => {
    program(askPassword, [done]);
    const signIn = new SignIn();
    await signIn.begin('bluesky', 1);
    signIn.values.handle = 'library.example';
    signIn.values.password = 'secret';
    await signIn.answer();
    expect(signIn.values).toEqual({});
  });

  it('is cancelled with its ticket, and an answer that still comes is dropped', async () => {
    program(askServer, [browser]);
    const signIn = new SignIn();
    await signIn.begin('mastodon', 1);
    signIn.values.server = 'library.social';
    const answered = signIn.answer();
    signIn.cancel();
    await answered;
    expect(signIn.phase.name).toBe('choosing');
    await vi.waitFor(() => expect(cancelled).toEqual(['t1']));
    expect(opened).toEqual([]);
  });
});
