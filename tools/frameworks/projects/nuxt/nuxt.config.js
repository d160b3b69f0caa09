import verstamp from '@verstamp/build/vite';

export default defineNuxtConfig({ vite: { plugins: [verstamp()] }, telemetry: false });
