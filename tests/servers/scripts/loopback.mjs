// Loaded before a test server: whatever it listens on is on loopback only, and a port may be served on another one.
//
// LISTEN_INSTEAD="2583=40123" makes a server that believes to be on port 2583 listen on 40123, so that a test can put a
// line of its own on 2583. Its addresses, its tokens and its proofs of possession all name 2583 and stay true.
import net from 'node:net';

const instead = new Map(
  (process.env.LISTEN_INSTEAD ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('=').map(Number)),
);
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === 'object' && 'port' in first) {
    const port = Number(first.port);
    return listen.call(this, { ...first, port: instead.get(port) ?? port, host: '127.0.0.1' }, ...rest);
  }
  const port = Number(first);
  if (first === undefined || typeof first === 'function' || Number.isInteger(port)) {
    const ready = [first, ...rest].find((argument) => typeof argument === 'function');
    const wanted = Number.isInteger(port) ? port : 0;
    return listen.call(this, { port: instead.get(wanted) ?? wanted, host: '127.0.0.1' }, ready);
  }
  return listen.call(this, first, ...rest);
};
