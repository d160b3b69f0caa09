import legacy from '@vitejs/plugin-legacy';
import verstamp from '@verstamp/build/vite';

export default { plugins: [legacy(), verstamp()] };
