import { createFileRoute } from '@tanstack/react-router';
import { useEffect } from 'react';
import { version } from 'virtual:verstamp';

export const Route = createFileRoute('/')({
  component: function Home() {
    useEffect(() => {
      document.documentElement.dataset.client = version;
    }, []);
    return <main id="server">{version}</main>;
  },
});
