// Drives the official TypeScript client by commands on standard input, one JSON object a line, and answers on standard
// output. Usage: node client.mjs URL modern|default; PATCHBAY_KEY in the environment is shown as an API key
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createInterface } from 'node:readline';

const [url, mode] = process.argv.slice(2);
const emit = (message) => process.stdout.write(JSON.stringify(message) + '\n');

const changed = (kind) => ({
    debounceMs: 0,
    onChanged: (error, items) =>
        emit({ event: kind, error: error?.message ?? null, names: items?.map((item) => item.name) ?? [] })
});

const client = new Client(
    { name: 'patchbay-tests', version: '1.0.0' },
    {
        capabilities: { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} },
        listChanged: { tools: changed('tools'), prompts: changed('prompts'), resources: changed('resources') },
        ...(mode === 'modern' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {})
    }
);

client.onerror = (error) => emit({ event: 'error', message: error.message });
client.onclose = () => emit({ event: 'close' });

let elicitation = { action: 'decline' };
client.setRequestHandler('elicitation/create', async (request) => {
    emit({ event: 'elicitation', message: request.params.message, url: request.params.url ?? null });
    return elicitation;
});
client.setRequestHandler('sampling/createMessage', async () => ({
    role: 'assistant',
    model: 'test',
    content: { type: 'text', text: 'Paris' }
}));
client.setRequestHandler('roots/list', async () => ({ roots: [{ uri: 'file:///project', name: 'project' }] }));

const running = new Map();

const actions = {
    connect: async () => {
        const key = process.env.PATCHBAY_KEY;
        const requestInit = key ? { headers: { Authorization: `Bearer ${key}` } } : {};
        await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
        return { era: client.getProtocolEra(), server: client.getServerVersion() };
    },
    listTools: async () => await client.listTools(),
    listResources: async () => await client.listResources(),
    listTemplates: async () => await client.listResourceTemplates(),
    listPrompts: async () => await client.listPrompts(),
    readResource: async ({ uri }) => await client.readResource({ uri }),
    getPrompt: async ({ name, arguments: given }) => await client.getPrompt({ name, arguments: given }),
    complete: async ({ ref, argument }) => await client.complete({ ref, argument }),
    answer: async ({ result }) => {
        elicitation = result;
        return {};
    },
    callTool: async ({ name, arguments: given, tag }) => {
        const abort = new AbortController();
        running.set(tag, abort);
        return await client.callTool(
            { name, arguments: given },
            {
                signal: abort.signal,
                onprogress: (progress) => emit({ event: 'progress', tag: tag ?? null, ...progress })
            }
        );
    },
    abort: async ({ tag }) => {
        running.get(tag)?.abort('The test aborts it');
        return {};
    },
    close: async () => {
        await client.close();
        return {};
    }
};

for await (const line of createInterface({ input: process.stdin })) {
    const { id, action, ...params } = JSON.parse(line);
    actions[action](params).then(
        (result) => emit({ id, result }),
        (error) => emit({ id, error: { name: error.name, message: error.message, code: error.code ?? null } })
    );
}
process.exit(0);
