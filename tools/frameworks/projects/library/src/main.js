export { version } from 'virtual:verstamp';
