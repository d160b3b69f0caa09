import { Links, Meta, Outlet, Scripts } from 'react-router';
import { stamp } from 'virtual:verstamp';

export default function Root() {
  return (
    <html lang="en">
      <head>
        <meta name="verstamp" content={stamp} />
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
