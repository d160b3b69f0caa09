import verstamp from '@verstamp/build/vite';

export default defineNuxtConfig({
  vite: { plugins: [verstamp({ carrier: 'page' })] },
  // Of what Vite built, Nuxt puts out nothing but the hashed files, unless it is told to.
  buildDir: '.nuxt',
  nitro: { publicAssets: [{ dir: '../.nuxt/dist/client' }] },
  // By default it is random, and renames a file with every build.
  buildId: 'app',
  telemetry: false,
});
