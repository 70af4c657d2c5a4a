package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 as the client of Node speaks it, which the official TypeScript SDK may run on. */
class Http2NodeTest {
    private static final String SCRIPT = """
            const http2 = require('http2');
            const [port, staying, leaving] = process.argv.slice(1);
            const session = http2.connect(`https://localhost:${port}`, {rejectUnauthorized: false});
            const call = body => {
              const stream = session.request({':method': 'POST', ':path': '/mcp', 'content-type': 'application/json',
                'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'wait'});
              stream.on('error', () => {});
              stream.end(body);
              return stream;
            };
            const kept = call(staying);
            const closed = call(leaving);
            let text = '';
            kept.on('data', part => text += part);
            kept.on('end', () => { console.log(session.alpnProtocol + ' ' + text); process.exit(); });
            process.stdin.once('data', () => { closed.close(http2.constants.NGHTTP2_CANCEL); });
            """;

    @Test
    void aStreamThatIsResetCancelsItsCallAndNoOther(@TempDir Path folder) throws Exception {
        Issued own = new TestCertificates("Our authority").issue("server", "EC");
        TlsOptions tls = new TlsOptions(TestCertificates.pem(folder.resolve("server.crt"), own.certificate()),
                TestCertificates.pem(folder.resolve("server.key"), own.key()), null, ClientAuth.NONE);
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch stayingCancelled = new CountDownLatch(1);
        CountDownLatch leavingCancelled = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestEndpoint server = new TestEndpoint(
                EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)))) {
            server.catalog.tool("wait", call -> {
                String name = String.valueOf(call.arguments().get("text"));
                call.cancellation().onCancel((name.equals("leaving") ? leavingCancelled : stayingCancelled)::countDown);
                running.countDown();
                release.await(10, TimeUnit.SECONDS);
                return CallToolResult.text("over " + name);
            });
            Process node = new ProcessBuilder("node", "-e", SCRIPT, Integer.toString(server.endpoint.port()),
                    body("staying"), body("leaving")).redirectErrorStream(true).start();
            try {
                assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
                node.getOutputStream().write('\n');
                node.getOutputStream().flush();

                assertThat(leavingCancelled.await(5, TimeUnit.SECONDS)).isTrue();
                release.countDown();
                String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(printed).startsWith("h2 {").contains("over staying");
                assertThat(stayingCancelled.getCount()).isEqualTo(1);
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static String body(String name) {
        return ModernBody.of("1", "tools/call",
                "\"name\":\"wait\",\"arguments\":{\"text\":\"" + name + "\"}");
    }
}
