// Hosts any number of official TypeScript clients, of any generation, driven by commands on standard input, one JSON
// object a line; answers and events go to standard output. A command names its client; "open" makes one:
// {"id":1,"client":"a","action":"open","sdk":"v2"|npm package,"transport":"http"|"sse"|"stdio","url":…,"command":[…],
//  "modern":true}
import { createInterface } from 'node:readline';

const emit = (message) => process.stdout.write(JSON.stringify(message) + '\n');
const roots = [{ uri: 'file:///project', name: 'project' }];
const sampled = { role: 'assistant', model: 'test', content: { type: 'text', text: 'Paris' } };
const chosen = { action: 'accept', content: { username: 'ada', email: 'ada@example.com' } };

async function transportOf(load, kind, url, command) {
    if (kind === 'stdio') {
        const Transport = await load('stdio');
        return new Transport({ command: command[0], args: command.slice(1), env: process.env, stderr: 'ignore' });
    }
    return new (await load(kind))(new URL(url));
}

/** The second generation: {@code @modelcontextprotocol/client}. */
async function second({ name, transport: kind, url, command, modern }) {
    const sdk = await import('@modelcontextprotocol/client');
    const client = new sdk.Client(
        { name: 'patchbay-tests', version: '1.0.0' },
        {
            capabilities: { elicitation: { form: {} }, sampling: {}, roots: {} },
            versionNegotiation: { mode: modern ? { pin: '2026-07-28' } : 'legacy' }
        }
    );
    client.onerror = (error) => emit({ client: name, event: 'error', message: error.message });
    client.setRequestHandler('elicitation/create', async () => chosen);
    client.setRequestHandler('sampling/createMessage', async () => sampled);
    client.setRequestHandler('roots/list', async () => ({ roots }));
    client.setNotificationHandler('notifications/resources/updated', (notification) =>
        emit({ client: name, event: 'updated', uri: notification.params.uri })
    );
    const load = async (which) =>
        ({
            http: sdk.StreamableHTTPClientTransport,
            sse: sdk.SSEClientTransport,
            stdio: (await import('@modelcontextprotocol/client/stdio')).StdioClientTransport
        })[which];
    await client.connect(await transportOf(load, kind, url, command));
    let subscription;
    return {
        client,
        opened: { era: client.getProtocolEra(), revision: client.getNegotiatedProtocolVersion() },
        callTool: (params, options) => client.callTool(params, options),
        subscribe: async (uri) => {
            if (!modern) {
                return await client.subscribeResource({ uri });
            }
            subscription = await client.listen({ resourceSubscriptions: [uri] });
            return subscription.honoredFilter ?? {};
        },
        ended: async () => (subscription ? await subscription.closed : 'no subscription')
    };
}

/** The first generation: {@code @modelcontextprotocol/sdk}, of today and as it was released with each revision. */
async function first({ sdk, name, transport: kind, url, command }) {
    const { Client } = await import(`${sdk}/client/index.js`);
    const types = await import(`${sdk}/types.js`);
    const asks = types.ElicitRequestSchema !== undefined;
    const client = new Client(
        { name: 'patchbay-tests', version: '1.0.0' },
        { capabilities: { ...(asks ? { elicitation: {} } : {}), sampling: {}, roots: {} } }
    );
    client.onerror = (error) => emit({ client: name, event: 'error', message: error.message });
    if (asks) {
        client.setRequestHandler(types.ElicitRequestSchema, async () => chosen);
    }
    client.setRequestHandler(types.CreateMessageRequestSchema, async () => sampled);
    client.setRequestHandler(types.ListRootsRequestSchema, async () => ({ roots }));
    client.setNotificationHandler(types.ResourceUpdatedNotificationSchema, (notification) =>
        emit({ client: name, event: 'updated', uri: notification.params.uri })
    );
    const load = async (which) =>
        which === 'http'
            ? (await import(`${sdk}/client/streamableHttp.js`)).StreamableHTTPClientTransport
            : which === 'sse'
              ? (await import(`${sdk}/client/sse.js`)).SSEClientTransport
              : (await import(`${sdk}/client/stdio.js`)).StdioClientTransport;
    const transport = await transportOf(load, kind, url, command);
    // the client keeps the negotiated revision to itself, so the result of initialize is read on its way
    let revision;
    // only the transports of the SDK send batches, so what answers one never gets to the client
    const batched = new Map();
    const start = transport.start.bind(transport);
    transport.start = async () => {
        const inner = transport.onmessage;
        transport.onmessage = (message, extra) => {
            revision ??= message.result?.protocolVersion;
            const answer = message.method === undefined ? batched.get(message.id) : undefined;
            if (answer === undefined) {
                inner(message, extra);
            } else {
                batched.delete(message.id);
                answer(message);
            }
        };
        await start();
    };
    await client.connect(transport);
    return {
        client,
        opened: { era: 'legacy', revision },
        callTool: (params, options) => client.callTool(params, undefined, options),
        subscribe: async (uri) => await client.subscribeResource({ uri }),
        batch: async (requests) => {
            const messages = requests.map((request, i) => ({ jsonrpc: '2.0', id: `batch-${i}`, ...request }));
            const answers = messages.map(({ id }) => new Promise((resolve) => batched.set(id, resolve)));
            await transport.send(messages);
            return await Promise.all(answers);
        },
        ended: async () => 'no subscription'
    };
}

const clients = new Map();
const running = new Map();

const actions = {
    open: async (params) => {
        const opened = await (params.sdk === 'v2' ? second(params) : first(params));
        clients.set(params.name, opened);
        return opened.opened;
    },
    list: async (it) => ({
        tools: (await it.client.listTools()).tools,
        resources: (await it.client.listResources()).resources,
        resourceTemplates: (await it.client.listResourceTemplates()).resourceTemplates,
        prompts: (await it.client.listPrompts()).prompts
    }),
    read: async (it, { uri }) => await it.client.readResource({ uri }),
    prompt: async (it, params) => await it.client.getPrompt(params),
    complete: async (it, params) => await it.client.complete(params),
    subscribe: async (it, { uri }) => await it.subscribe(uri),
    batch: async (it, { requests }) => await it.batch(requests),
    ended: async (it) => ({ how: await it.ended() }),
    call: async (it, { tool, arguments: given, tag, client }) => {
        const abort = new AbortController();
        running.set(tag, abort);
        return await it.callTool(
            { name: tool, arguments: given },
            {
                signal: abort.signal,
                onprogress: (progress) => emit({ client, event: 'progress', ...progress })
            }
        );
    },
    abort: async (it, { tag }) => {
        running.get(tag)?.abort('The test aborts it');
        return {};
    },
    close: async (it, { client }) => {
        clients.delete(client);
        await it.client.close();
        return {};
    }
};

for await (const line of createInterface({ input: process.stdin })) {
    const { id, action, client, ...params } = JSON.parse(line);
    const done =
        action === 'open'
            ? actions.open({ ...params, name: client })
            : actions[action](clients.get(client), { ...params, client });
    done.then(
        (result) => emit({ client, id, result: result ?? {} }),
        (error) => emit({ client, id, error: { name: error.name, message: error.message, code: error.code ?? null } })
    );
}
process.exit(0);
