// A real OpenID provider: node-oidc-provider, where whoever logs in as admin-… has the role patchbay-admins.
// Prints one line of JSON when it listens, and ends when its standard input does.
import http from 'node:http';
import Provider from 'oidc-provider';

let handler;
const server = http.createServer((request, response) => handler(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  handler = new Provider(issuer, {
    clients: [{
      client_id: 'patchbay-admin',
      client_secret: 'not-a-secret-of-anybody',
      application_type: 'native', // any port of the redirect URI
      redirect_uris: ['http://127.0.0.1/api/v1/session/oidc/callback'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    claims: { openid: ['sub'], roles: ['roles'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['only for this process'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, roles: ['staff', { admin: 'patchbay-admins', guest: 'guests' }[id.split('-')[0]] ?? 'all'] }),
    }),
  }).callback();
  console.log(JSON.stringify({ issuer }));
  process.stdin.resume().on('end', () => process.exit(0));
});
