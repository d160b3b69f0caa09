import { HeadContent, Outlet, Scripts, createRootRoute } from '@tanstack/react-router';
import { stamp } from 'virtual:verstamp';

export const Route = createRootRoute({
  head: () => ({ meta: [{ name: 'verstamp', content: stamp }] }),
  component: Root,
});

function Root() {
  return (
    <html lang="en">
      <head>
        <HeadContent />
      </head>
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
