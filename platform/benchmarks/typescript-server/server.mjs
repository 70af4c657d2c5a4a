// A tool that costs nothing, and as many more as asked for, on the official TypeScript SDK.
// Arguments: the port, the number of tools.
import { createServer } from 'node:http';
import { localhostHostValidation, localhostOriginValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const [port, tools] = process.argv.slice(2).map(Number);

// Made once, so that a request's own server only registers it.
const inputSchema = z.object({ message: z.string().describe('What to return') });
const definitions = Array.from({ length: tools }, (_, number) => ({
    name: number === 0 ? 'echo' : `echo_${number}`,
    description: number === 0
        ? 'Returns the message it was given'
        : `Returns the message it was given, and that it is number ${number} of many`,
}));

// The SDK wants a server for each request.
const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'echo', version: '1.0.0' });
    for (const { name, description } of definitions) {
        server.registerTool(name, { description, inputSchema },
            async ({ message }) => ({ content: [{ type: 'text', text: message }] }));
    }
    return server;
}, { maxSubscriptions: 100000 });

const answer = toNodeHandler(handler);
const validHost = localhostHostValidation();
const validOrigin = localhostOriginValidation();

createServer((request, response) => {
    if (validHost(request, response) && validOrigin(request, response)) {
        answer(request, response);
    }
}).listen(port, '127.0.0.1');
