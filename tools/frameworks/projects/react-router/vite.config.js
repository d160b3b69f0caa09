import { reactRouter } from '@react-router/dev/vite';
import verstamp from '@verstamp/build/vite';

export default { plugins: [reactRouter(), verstamp({ carrier: 'page' })] };
