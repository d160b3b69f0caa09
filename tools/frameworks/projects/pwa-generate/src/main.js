import { version } from 'virtual:verstamp';

document.documentElement.dataset.client = version;
