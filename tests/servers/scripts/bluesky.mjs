// The whole of Bluesky's network in one process: directory (PLC), personal data server, app view, labels.
//
// Wants DB_POSTGRES_URL, DB_POSTGRES_SCHEMA, REDIS_HOST, PLC_PORT, PDS_PORT and APPVIEW_PORT. Prints one line of JSON
// when everything is ready.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The packages are installed outside the project, in the folder named here.
const installed = createRequire(pathToFileURL(`${process.env.INSTALLED}/package.json`));
const { TestNetwork } = await import(pathToFileURL(installed.resolve('@atproto/dev-env')).href);

const port = (name) => Number(process.env[name]);
const network = await TestNetwork.create({
  plc: { port: port('PLC_PORT') },
  pds: { port: port('PDS_PORT'), hostname: 'localhost', enableDidDocWithSession: true },
  bsky: {
    port: port('APPVIEW_PORT'),
    publicUrl: `http://localhost:${port('APPVIEW_PORT')}`,
    dbPostgresSchema: process.env.DB_POSTGRES_SCHEMA,
  },
});

console.log(JSON.stringify({ ready: true, pds: network.pds.url, plc: network.plc.url, appview: network.bsky.url }));

process.on('SIGTERM', () => process.exit(0));
