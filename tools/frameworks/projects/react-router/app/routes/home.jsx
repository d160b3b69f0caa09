import { useEffect } from 'react';
import { version } from 'virtual:verstamp';

export default function Home() {
  useEffect(() => {
    document.documentElement.dataset.client = version;
  }, []);
  return <main id="server">{version}</main>;
}
