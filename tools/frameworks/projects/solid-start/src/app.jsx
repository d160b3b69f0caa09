import { onMount } from 'solid-js';
import { version } from 'virtual:verstamp';

export default function App() {
  onMount(() => {
    document.documentElement.dataset.client = version;
  });
  return <main id="server">{version}</main>;
}
