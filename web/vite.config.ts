import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What every page needs comes in few files that stay the same from release to release.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'icons', test: /node_modules\/@tabler\// },
            {
              name: 'foundation',
              test: /node_modules\/(@tanstack\/(react-router|router-core|history|store|react-store|query-core|react-query)|i18next|react-i18next|openapi-fetch|clsx)\//,
            },
            {
              name: 'components',
              test: /node_modules\/@mantine\/(hooks|store|notifications)\/|@mantine\/core\/esm\/(core|components\/(ActionIcon|Button|CloseButton|FocusTrap|Input|InputClearButton|Loader|Menu|Modal|ModalBase|Overlay|Paper|Popover|Portal|Progress|Skeleton|Tooltip|Transition|UnstyledButton|Floating|RemoveScroll|VisuallyHidden)\/)/,
            },
            {
              name: 'client',
              test: /src\/client\/(?!auth|countries)|src\/ui\/[a-z-]+\.(ts|tsx)$|src\/app\/(shell|theme)/,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:4100' } },
})
