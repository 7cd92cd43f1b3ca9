import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Change, NoticeOpens } from './generated';

/** What carries calls to the program and changes back. The window's own, or a pretended one while looking at pages. */
export interface Transport {
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls back on every change; resolves with a function that stops it. */
  listen(heard: (change: Change) => void): Promise<() => void>;
  /** Calls back when something outside of the window leads to a place in it. */
  go?(heard: (opens: NoticeOpens) => void): void;
  /** Closing the window, where there is one to close. */
  leave?: {
    /** Calls back when a person wants it closed. */
    asked(closing: () => Promise<void>): void;
    /** It may go now, or must stay. */
    answer(now: boolean): void;
  };
}

const theWindow: Transport = {
  invoke: (name, input) => invoke('dispatch', { name, input }),
  listen: (heard) => listen<Change>('change', (event) => heard(event.payload)),
  go: (heard) => void listen<NoticeOpens>('go', (event) => heard(event.payload)),
  leave: {
    asked: (closing) => void listen('leave', () => void closing()),
    answer: (now) => void invoke('leave', { now }),
  },
};

let current: Transport = theWindow;

/** The transport in use. */
export function transport(): Transport {
  return current;
}

/** Uses another transport from now on. Before anything was called. */
export function setTransport(other: Transport): void {
  current = other;
}
