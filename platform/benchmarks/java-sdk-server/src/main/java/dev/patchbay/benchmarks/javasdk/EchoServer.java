package dev.patchbay.benchmarks.javasdk;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A tool that costs nothing, and as many more as asked for, on the official Java SDK in Jetty.
 *
 * <p>Arguments: {@code streamable} or {@code stateless}, the port, the number of tools.
 */
public final class EchoServer {
    private EchoServer() {}

    public static void main(String[] arguments) throws Exception {
        int tools = Integer.parseInt(arguments[2]);
        Servlet servlet = arguments[0].equals("streamable") ? streamable(tools) : stateless(tools);
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[1]));
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/mcp");
        server.setHandler(context);
        server.start();
        server.join();
    }

    // A call runs on the servlet's own thread: one hop less than by default, and its threads may block as they like.
    private static Servlet streamable(int tools) {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp").build();
        McpServer.SyncSpecification<?> server = McpServer.sync(transport).serverInfo("echo", "1.0.0")
                .capabilities(capabilities()).immediateExecution(true);
        for (int i = 0; i < tools; i++) {
            server.toolCall(tool(i), (exchange, call) -> answer(call));
        }
        server.build();
        return transport;
    }

    private static Servlet stateless(int tools) {
        HttpServletStatelessServerTransport transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint("/mcp").build();
        McpServer.StatelessSyncSpecification server = McpServer.sync(transport).serverInfo("echo", "1.0.0")
                .capabilities(capabilities()).immediateExecution(true);
        for (int i = 0; i < tools; i++) {
            server.toolCall(tool(i), (context, call) -> answer(call));
        }
        server.build();
        return transport;
    }

    private static ServerCapabilities capabilities() {
        return ServerCapabilities.builder().tools(true).build();
    }

    private static Tool tool(int number) {
        String name = number == 0 ? "echo" : "echo_" + number;
        String description = number == 0
                ? "Returns the message it was given"
                : "Returns the message it was given, and that it is number " + number + " of many";
        Map<String, Object> schema = Map.of("type", "object", "properties",
                Map.of("message", Map.of("type", "string", "description", "What to return")), "required",
                List.of("message"));
        return Tool.builder().name(name).description(description).inputSchema(schema).build();
    }

    private static CallToolResult answer(CallToolRequest call) {
        return CallToolResult.builder().addTextContent(String.valueOf(call.arguments().get("message"))).build();
    }
}
