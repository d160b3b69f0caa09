import verstamp from '@verstamp/build/vite';
import { VitePWA } from 'vite-plugin-pwa';

export default {
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.js',
      injectRegister: 'script',
      injectManifest: { buildPlugins: { vite: [verstamp({ document: false })] } },
    }),
    verstamp(),
  ],
};
