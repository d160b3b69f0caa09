import { Server, type AddressInfo } from 'node:net';

// Loaded before a snippet that listens: whatever port it names, it gets a free one, and tells the test which.
const listen: Server['listen'] = Reflect.get(Server.prototype, 'listen');

Server.prototype.listen = function listenAnywhere(this: Server, ...given: unknown[]): Server {
  this.once('listening', () => process.send?.((this.address() as AddressInfo).port));
  const [first] = given;
  const args =
    typeof first === 'object' && first ? [{ ...first, port: 0 }, ...given.slice(1)] : [0, ...given.slice(1)];
  return Reflect.apply(listen, this, args) as Server;
};
