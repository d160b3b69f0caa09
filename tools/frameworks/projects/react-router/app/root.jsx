import { Links, Meta, Outlet, Scripts } from 'react-router';
import { name, version } from 'virtual:verstamp';

export default function Root() {
  return (
    <html lang="en">
      <head>
        <meta name="verstamp" content={`${name}@${version}`} />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
