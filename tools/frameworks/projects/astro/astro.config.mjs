import node from '@astrojs/node';
import verstamp from '@verstamp/build/vite';
import { defineConfig } from 'astro/config';

export default defineConfig({
  adapter: node({ mode: 'standalone' }),
  vite: { plugins: [verstamp({ carrier: 'page' })] },
});
