/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vite'
import { firstLoad } from './dev/first-load.ts'

const backend = process.env['PILE_BACKEND'] ?? 'http://localhost:8080'
const proxied = Object.fromEntries(['/api', '/docs', '/openapi.json', '/health'].map((path) => [path, { target: backend }]))

/** What pages may load; the server that serves the app sends the same. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

export default defineConfig({
  base: './',
  plugins: [
    react(),
    tailwindcss(),
    firstLoad(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: './',
        name: 'Comic Pile',
        short_name: 'Comic Pile',
        description: 'Dice pick what you read next.',
        start_url: '.',
        scope: '.',
        display: 'standalone',
        background_color: '#f5f0e6',
        theme_color: '#f5f0e6',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        // The first visit already: what it has not loaded by then must be there without a network, too.
        clientsClaim: true,
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: 'index.html',
        navigateFallbackDenylist: [/\/(api|docs|health|actuator|openapi\.json)(\/|$)/],
      },
    }),
  ],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0 },
  server: { port: 5173, proxy: proxied },
  preview: { port: 4173, proxy: proxied, headers: { 'Content-Security-Policy': policy } },
  test: { environment: 'jsdom', include: ['test/**/*.test.{ts,tsx}'] },
})
