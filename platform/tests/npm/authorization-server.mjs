// A real authorization server: node-oidc-provider with its own token endpoint, key set, metadata and introspection.
// Prints one line of JSON when it listens; takes one command a line: "rotate" gives it new keys.
import http from 'node:http';
import readline from 'node:readline';
import * as jose from 'jose';
import Provider from 'oidc-provider';

const resource = process.argv[2];
let generation = 0;
let handler;

async function key(alg) {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { ...(await jose.exportJWK(privateKey)), alg, use: 'sig', kid: `${alg}-${generation}` };
}

const secrets = { client_secret: 'not-a-secret-of-anybody', redirect_uris: [], response_types: [] };
const agent = { ...secrets, grant_types: ['client_credentials'] };
const desktop = {
  client_id: 'desktop',
  token_endpoint_auth_method: 'none',
  application_type: 'native',
  redirect_uris: ['http://127.0.0.1/callback'],
  grant_types: ['authorization_code'],
  response_types: ['code'],
};

// As a client on this machine it comes back to any port of it.
const pages = { ...desktop, client_id: 'pages', redirect_uris: ['http://127.0.0.1/ask/callback'] };

// The name of the client says what its tokens are like.
function tokensFor(clientId) {
  const alg = { agent: 'ES256', 'agent-rs256': 'RS256', 'agent-ps256': 'PS256', 'agent-es384': 'ES384',
    'agent-eddsa': 'EdDSA', 'agent-es512': 'ES512' }[clientId];
  return clientId === 'agent-opaque'
    ? { accessTokenFormat: 'opaque' }
    : { accessTokenFormat: 'jwt', jwt: { sign: { alg: alg ?? 'ES256' } } };
}

async function start(issuer) {
  generation += 1;
  const algorithms = ['ES256', 'RS256', 'PS256', 'ES384', 'ES512', 'EdDSA'];
  const jwks = { keys: await Promise.all(algorithms.map(key)) };
  const provider = new Provider(issuer, {
    jwks,
    clients: [desktop, pages, { ...secrets, client_id: 'patchbay', grant_types: ['client_credentials'] },
      ...['agent', 'agent-rs256', 'agent-ps256', 'agent-es384', 'agent-eddsa', 'agent-es512', 'agent-opaque', 'agent-short',
        'stranger'].map((id) => ({ ...agent, client_id: id }))],
    cookies: { keys: ['only for this process'] },
    ttl: { ClientCredentials: 600, AccessToken: 600 },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (ctx, client) => client.clientId === 'patchbay' },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, indicator, client) => ({
          audience: indicator,
          scope: 'files files:read admin',
          accessTokenTTL: client.clientId === 'agent-short' ? 2 : 600,
          ...tokensFor(client.clientId),
        }),
        useGrantedResource: () => true,
        defaultResource: () => resource,
      },
    },
  });
  handler = provider.callback();
  return jwks;
}

const server = http.createServer((request, response) => handler(request, response));
server.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ issuer, keys: (await start(issuer)).keys }));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line === 'rotate') {
      console.log(JSON.stringify({ issuer, keys: (await start(issuer)).keys }));
    }
  }
  process.exit(0);
});
