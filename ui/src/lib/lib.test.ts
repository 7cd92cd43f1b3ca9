import { describe, expect, it } from 'vitest';
import { base64 } from './base64';
import { groupBy } from './group';
import { highlight } from './highlight';
import { hosts } from './hosts';
import { addTo, clashes, copyDay, fromClock, savable, toClock, withTimes } from './hours';
import { groundFor, initials } from './initials';
import { keyName, KeySequence } from './keys';
import { address, readAddress } from './route';

describe('addresses in the app', () => {
  it('read as they were written', () => {
    expect(address('feeds', 'group:Local partners')).toBe('#/feeds/group%3ALocal%20partners');
    expect(readAddress(address('feeds', 'group:Local/partners'))).toEqual({
      page: 'feeds',
      rest: ['group:Local/partners'],
    });
    expect(readAddress(address('inbox', 12))).toEqual({ page: 'inbox', rest: ['12'] });
  });

  it('lead to Today when nobody knows them', () => {
    for (const odd of ['', '#', '#/', '#/nowhere/3', '#/%E0%A4%A']) expect(readAddress(odd).page).toBe('today');
  });
});

describe('keys', () => {
  const known = [{ keys: 'g i' }, { keys: 'i' }, { keys: 'n' }, { keys: 'Ctrl+k' }];

  it('have names', () => {
    const press = (key: string, more = {}) => keyName({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
    expect(press('K', { ctrlKey: true })).toBe('Ctrl+k');
    expect(press('?')).toBe('?');
    expect(press('Enter')).toBe('Enter');
    expect(press('Shift')).toBeNull();
  });

  it('work alone and in pairs', () => {
    const keys = new KeySequence();
    expect(keys.press('i', known, 0)).toBe(known[1]);
    expect(keys.press('g', known, 10)).toBeNull();
    expect(keys.press('i', known, 20)).toBe(known[0]);
    expect(keys.press('i', known, 30)).toBe(known[1]);
  });

  it('forget the first half of a pair after a while', () => {
    const keys = new KeySequence();
    keys.press('g', known, 0);
    expect(keys.press('i', known, 5000)).toBe(known[1]);
  });

  it('let the later of two win', () => {
    const own = { keys: 'n' };
    expect(new KeySequence().press('n', [...known, own], 0)).toBe(own);
  });
});

describe('highlighted excerpts', () => {
  it('are cut at the marks', () => {
    expect(highlight('the \u0002story\u0003 time')).toEqual([
      { text: 'the ', hit: false },
      { text: 'story', hit: true },
      { text: ' time', hit: false },
    ]);
  });

  it('bear broken marks', () => {
    expect(highlight('\u0002open')).toEqual([{ text: 'open', hit: true }]);
    expect(highlight('a\u0003b')).toEqual([{ text: 'a\u0003b', hit: false }]);
    expect(highlight('')).toEqual([]);
  });
});

describe('own web addresses', () => {
  it('become host names, each once', () => {
    expect(
      hosts(
        'https://www.Library.example/events?x=1\nlibrary.example., catalog.library.example:8080\nwww.library.example',
      ),
    ).toEqual(['www.library.example', 'library.example', 'catalog.library.example']);
  });

  it('leave what is none for the program to refuse', () => {
    expect(hosts('our site\n  \nhttp://')).toEqual(['our', 'site']);
  });
});

describe('opening hours', () => {
  it('understand how people write times', () => {
    expect(['9', '9:05', '9.05', '0905', '5 pm', '12 am', '12:30 p.m.', '24:00'].map(fromClock)).toEqual([
      540, 545, 545, 545, 1020, 0, 750, 1440,
    ]);
    expect(['', 'noon', '25', '9:75', '13 pm'].map(fromClock)).toEqual([null, null, null, null, null]);
  });

  it('read back what they show', () => {
    for (let minutes = 0; minutes < 1440; minutes += 7) expect(fromClock(toClock(minutes))).toBe(minutes);
  });

  it('close on the next day when the end is before the beginning', () => {
    expect(withTimes({ weekday: 5, opens: 540, closes: 1080 }, 1200, 60)).toEqual({
      weekday: 5,
      opens: 1200,
      closes: 1500,
    });
    expect(withTimes({ weekday: 5, opens: 540, closes: 1080 }, 540, 1440)).toEqual({
      weekday: 5,
      opens: 540,
      closes: 1440,
    });
  });

  it('are copied from day to day, and added to', () => {
    const monday = [{ weekday: 1, opens: 540, closes: 720 }];
    expect(copyDay(monday, 1, 2)).toEqual([...monday, { weekday: 2, opens: 540, closes: 720 }]);
    const more = addTo(monday, 1);
    expect(more).toHaveLength(2);
    expect(more[1]!.opens).toBeGreaterThanOrEqual(720);
    expect(more[1]!.closes).toBeGreaterThan(more[1]!.opens);
  });

  it('are added where the day still has room', () => {
    const last = addTo([{ weekday: 1, opens: 540, closes: 1380 }], 1)[1]!;
    expect([last.opens, last.closes]).toEqual([1380, 1440]);
  });

  const span = (weekday: number, opens: number, closes: number) => ({ weekday, opens, closes });

  it('clash where they overlap or go on into those of the next day', () => {
    expect(clashes([span(1, 540, 720), span(1, 720, 900), span(5, 1200, 1500), span(6, 60, 300)])).toEqual([]);
    const twice = [span(1, 540, 1020), span(1, 960, 1200)];
    expect(clashes(twice)).toEqual([{ kind: 'overlap', first: twice[0], second: twice[1] }]);
    const night = [span(1, 60, 300), span(7, 1200, 1560)];
    expect(clashes(night)).toEqual([{ kind: 'past_midnight', first: night[1], second: night[0] }]);
  });

  it('are saved but for a day that clashes', () => {
    const kept = [span(1, 540, 1020), span(2, 540, 1020)];
    const shown = [span(1, 540, 1020), span(1, 960, 1200), span(2, 540, 1140)];
    expect(savable(shown, kept)).toEqual({ hours: [span(1, 540, 1020), span(2, 540, 1140)], held: [1] });
    expect(savable(kept, kept)).toEqual({ hours: kept, held: [] });
    // Tuesday fits the Monday that is shown, not the one that stays.
    const night = [span(1, 1200, 1560), span(2, 540, 1020)];
    const early = [span(1, 540, 600), span(1, 570, 660), span(2, 60, 300)];
    expect(savable(early, night)).toEqual({ hours: night, held: [1, 2] });
  });
});

describe('faces', () => {
  it('have one or two letters', () => {
    expect(initials('Rosa Medina')).toBe('RM');
    expect(initials('Jo (they/them)')).toBe('JT');
    expect(initials('@archive@heritage.example')).toBe('A');
    expect(initials('🦆', '@duck@pond.example')).toBe('D');
    expect(initials('図書館')).toBe('図');
    expect(initials('', '')).toBe('?');
  });

  it('keep their colour', () => {
    expect(groundFor('@Jo@crafts.example')).toBe(groundFor('@jo@crafts.example'));
  });
});

it('groups keep the order in which they were met', () => {
  expect([...groupBy([3, 1, 4, 1, 5], (n) => n % 2)]).toEqual([
    [1, [3, 1, 1, 5]],
    [0, [4]],
  ]);
});

it('base64 bears large files', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => at % 251);
  expect(Uint8Array.from(atob(base64(bytes)), (letter) => letter.charCodeAt(0))).toEqual(bytes);
});
