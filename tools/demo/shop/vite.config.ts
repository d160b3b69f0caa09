import verstamp from '@verstamp/build/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [verstamp({ rule: 'xx------' })],
  build: {
    rolldownOptions: { input: ['index.html', 'orders.html', 'about.html', 'adoption.html'] },
    modulePreload: { polyfill: false },
  },
});
