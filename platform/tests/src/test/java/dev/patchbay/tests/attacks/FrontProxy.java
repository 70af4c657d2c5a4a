package dev.patchbay.tests.attacks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real reverse proxy of other people, as an administrator would set it up by docs/network.md, in a process of its own
 * on a free port of this machine. It answers requests with the header {@code X-Marker} itself, with 403: such a request
 * reaches the server behind it only inside another one.
 */
final class FrontProxy implements AutoCloseable {
    private final String name;
    private final Process process;
    private final int port;
    private final Path folder;

    private FrontProxy(String name, Process process, int port, Path folder) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    static FrontProxy nginx(String host, int upstream, boolean streaming) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("patchbay-nginx");
        int port = freePort();
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        Path file = Files.writeString(folder.resolve("nginx.conf"), user + """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  client_header_timeout 2s;
                  client_body_timeout 2s;
                  upstream patchbay { server 127.0.0.1:%2$d; keepalive 8; }
                  server {
                    listen 127.0.0.1:%3$d;
                    server_name %4$s;
                    if ($http_x_marker) { return 403; }
                    location / {
                      proxy_pass http://patchbay;
                      proxy_http_version 1.1;
                      proxy_set_header Host $host;
                      proxy_set_header Connection "";
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_request_buffering %5$s;
                    }
                  }
                }
                """.formatted(folder, upstream, port, host, streaming ? "off" : "on"));
        return start(streaming ? "nginx, bodies streamed" : "nginx", port, folder,
                List.of(program("nginx").toString(), "-p", folder.toString(), "-e", folder.resolve("error.log")
                        .toString(), "-c", file.toString()));
    }

    static FrontProxy haproxy(int upstream) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("patchbay-haproxy");
        int port = freePort();
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                  nbthread 1
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 3s
                  timeout server 60s
                  timeout http-request 2s
                frontend mcp
                  bind 127.0.0.1:%d
                  http-request deny deny_status 403 if { req.hdr(x-marker) -m found }
                  option forwardfor
                  default_backend patchbay
                backend patchbay
                  http-reuse always
                  server patchbay 127.0.0.1:%d
                """.formatted(port, upstream));
        return start("HAProxy", port, folder,
                List.of(program("haproxy").toString(), "-db", "-f", file.toString()));
    }

    private static Path program(String name) {
        Optional<Path> found = Stream
                .concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(() -> new AssertionError("This campaign needs " + name + ", which is not installed:"
                + " apt-get install nginx-light haproxy (Debian), and run it again."));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static FrontProxy start(String name, int port, Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile())
                .start();
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return new FrontProxy(name + ", " + version(command.getFirst()), process, port, folder);
            } catch (IOException notYet) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        process.destroy();
        throw new IllegalStateException(name + " did not start; it printed:\n" + Files.readString(printed));
    }

    private static String version(String program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, "-v").redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return printed.lines().findFirst().orElse("").replaceAll("^\\D*([0-9][^ ]*).*", "$1");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
