import verstamp from '@verstamp/build/vite';

export default {
  build: { lib: { entry: 'src/main.js', formats: ['es'], fileName: 'library' } },
  plugins: [verstamp()],
};
