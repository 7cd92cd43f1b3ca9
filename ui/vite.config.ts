import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** The policy the window runs under; `vite preview` serves the looking build with the same one. */
const policy = [
  "default-src 'self'",
  "style-src 'self'",
  "img-src 'self' picture: http://picture.localhost",
  "connect-src 'self' ipc: http://ipc.localhost",
].join('; ');

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  preview: { port: 1421, strictPort: true, headers: { 'Content-Security-Policy': policy } },
  build: {
    target: ['es2022', 'safari16'],
    // Nothing becomes a data: address, which the policy refuses.
    assetsInlineLimit: 0,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true,
  },
  define: { __MOCK__: JSON.stringify(mode !== 'production') },
}));
