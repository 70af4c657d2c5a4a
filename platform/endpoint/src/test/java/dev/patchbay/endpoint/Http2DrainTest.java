package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that ends tells the clients of its open HTTP/2 connections, and answers what they have asked. Seen by the
 * client of Node, which says goodbye too as soon as it is told, while its own streams go on.
 */
class Http2DrainTest {
    private static final String SCRIPT = """
            const http2 = require('http2');
            const [port, body] = process.argv.slice(1);
            const connect = name => {
              const session = http2.connect(`https://localhost:${port}`, {rejectUnauthorized: false});
              session.on('error', error => console.log(`${name} error ${error.message}`));
              session.on('goaway', (code, last) => setImmediate(() => {
                console.log(`${name} goaway ${code} ${last === 2 ** 31 - 1 ? 'any' : last} closed=${session.closed}`);
              }));
              return session;
            };
            const idle = connect('idle');
            idle.on('remoteSettings', () => {
              const busy = connect('busy');
              const stream = busy.request({':method': 'POST', ':path': '/mcp', 'content-type': 'application/json',
                'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'wait'});
              let text = '';
              stream.on('error', error => console.log('call error ' + error.message));
              stream.on('data', part => text += part);
              stream.on('end', () => console.log('call ' + text));
              stream.end(body);
            });
            """;

    @Test
    void idleAndBusyConnectionsAreToldAndTheCallIsAnswered(@TempDir Path folder) throws Exception {
        Issued own = new TestCertificates("Our authority").issue("server", "EC");
        TlsOptions tls = new TlsOptions(TestCertificates.pem(folder.resolve("server.crt"), own.certificate()),
                TestCertificates.pem(folder.resolve("server.key"), own.key()), null, ClientAuth.NONE);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestEndpoint server = new TestEndpoint(
                EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)))) {
            server.catalog.tool("wait", call -> {
                call.cancellation().onCancel(cancelled::countDown);
                running.countDown();
                release.await(20, TimeUnit.SECONDS);
                return CallToolResult.text("over");
            });
            Process node = new ProcessBuilder("node", "-e", SCRIPT, Integer.toString(server.endpoint.port()),
                    ModernBody.of("1", "tools/call", "\"name\":\"wait\"")).redirectErrorStream(true).start();
            try (BufferedReader printed = node.inputReader()) {
                assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
                CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> drain(server));

                assertThat(new String[]{printed.readLine(), printed.readLine()}).containsExactlyInAnyOrder(
                        "idle goaway 0 any closed=true", "busy goaway 0 any closed=true");
                release.countDown();
                assertThat(printed.readLine()).startsWith("call {").contains("over");
                assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(cancelled.getCount()).isEqualTo(1);
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static boolean drain(TestEndpoint server) {
        try {
            return server.endpoint.drain(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
