import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import DateTimeField from './DateTimeField.svelte';

it('is left backwards part by part, as by Shift and Tab everywhere else', async () => {
  const earlier = document.createElement('button');
  document.body.append(earlier);
  render(DateTimeField, { label: 'Day and time', value: '2026-11-26T09:00' });
  const parts = screen.getAllByRole('spinbutton');
  expect(parts).toHaveLength(5);
  parts.at(-1)?.focus();
  for (const part of [...parts.slice(0, -1).reverse(), earlier]) {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Tab', shiftKey: true });
    expect(document.activeElement).toBe(part);
  }
  earlier.remove();
});
