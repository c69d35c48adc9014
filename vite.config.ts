/** Builds the workbench (src/web) into dist/web. Everything lands in files of its own, so that the strict CSP holds. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig(
  // The unit tests run from the root of the project and need nothing of this.
  process.env.VITEST === undefined
    ? {
        root: 'src/web',
        publicDir: 'public',
        plugins: [react()],
        build: {
          outDir: '../../dist/web',
          emptyOutDir: true,
          assetsInlineLimit: 0,
          target: 'es2023',
          sourcemap: false,
        },
      }
    : {},
);
