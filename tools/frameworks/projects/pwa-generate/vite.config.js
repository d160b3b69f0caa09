import verstamp from '@verstamp/build/vite';
import { VitePWA } from 'vite-plugin-pwa';

export default {
  plugins: [VitePWA({ injectRegister: 'script', workbox: { mode: 'development' } }), verstamp()],
};
