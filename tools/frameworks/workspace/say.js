import { version as verstampVersion } from 'virtual:verstamp';
document.documentElement.dataset.client = verstampVersion;
