package dev.patchbay.server.running;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.stdio.NoUpstreamException;
import dev.patchbay.stdio.Upstream;
import dev.patchbay.stdio.Upstreams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server behind {@code patchbay stdio}: the one that has the data folder, else one in this process. Of several that are
 * started at once the lock of the folder lets one begin; the others wait until it serves and attach to it. When that one
 * ends, the next to be asked takes its place.
 *
 * <p>Threads: {@link #connect} one at a time, {@link #close} any.
 */
public final class StdioUpstreams implements Upstreams, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final int PROBE_MILLIS = 1000;

    private final Configuration configuration;
    private final Configuration embedding;
    private final String version;
    private final Optional<String> key;
    private final Consumer<String> tell;
    private final Path data;
    private @Nullable PatchbayServer embedded;
    private boolean belongsToAServer;
    private boolean closed;
    private String told = "";

    /**
     * Creates it; nothing is looked for yet.
     *
     * @param configuration of the installation
     * @param embedding the same, as a server in this process is to have it
     * @param version of the product
     * @param key the API key to use; empty where the configured client or dev mode is meant
     * @param tell who is told where messages go and why they do not, for people
     */
    public StdioUpstreams(Configuration configuration, Configuration embedding, String version, Optional<String> key,
            Consumer<String> tell) {
        this.configuration = configuration;
        this.embedding = embedding;
        this.version = version;
        this.key = key;
        this.tell = tell;
        this.data = configuration.folder(Settings.FOLDERS_DATA);
    }

    @Override
    public Upstream connect(Optional<Upstream> lost) throws NoUpstreamException, InterruptedException {
        try {
            return find(lost);
        } catch (NoUpstreamException e) {
            say(e.text());
            throw e;
        }
    }

    private Upstream find(Optional<Upstream> lost) throws NoUpstreamException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Upstream> own = own();
            if (own.isPresent()) {
                return own.get();
            }
            Optional<ServerStatus> running = StatusFile.ofRunning(data);
            if (running.isPresent()) {
                Upstream found = attached(running.get());
                if (!Optional.of(found).equals(lost) || isListening(found)) {
                    say("Attached to the server at " + found.endpoint());
                    return found;
                }
            } else if (!DataFolder.isTaken(data)) {
                Optional<Upstream> started = start();
                if (started.isPresent()) {
                    return started.get();
                }
            }
            if (System.nanoTime() > end) {
                throw new NoUpstreamException("server_not_ready", "Another Patchbay has the data folder " + data
                        + ", and does not serve. Try again, or stop it.");
            }
            Thread.sleep(LOOK);
        }
    }

    private synchronized Optional<Upstream> own() {
        return Optional.ofNullable(embedded).map(this::of);
    }

    private Upstream of(PatchbayServer server) {
        return new Upstream(URI.create(server.status().url()), key.or(server::stdioKey));
    }

    /** Empty if another was faster. */
    private Optional<Upstream> start() throws NoUpstreamException, InterruptedException {
        if (belongsToAServer) {
            throw new NoUpstreamException("server_stopped", "The server that uses the data folder " + data
                    + " has stopped. Start it again; nothing else need be done.");
        }
        try {
            PatchbayServer server = PatchbayServer.embed(hasRules() ? Mode.SERVE : Mode.DEV, embedding, version);
            synchronized (this) {
                embedded = server;
                if (closed) {
                    server.stop(Duration.ZERO);
                }
            }
            say("Serving from this process, with the data folder " + data);
            return own();
        } catch (DataFolderTakenException e) {
            return Optional.empty();
        } catch (StartException e) {
            throw new NoUpstreamException("server_not_started", String.valueOf(e.getMessage()));
        }
    }

    /** Whether calls are those of a client, with what is enabled for it. */
    private boolean hasRules() {
        return key.isPresent() || !client().isEmpty();
    }

    private String client() {
        return configuration.get(Settings.STDIO_CLIENT);
    }

    private Upstream attached(ServerStatus running) throws NoUpstreamException {
        Optional<StdioKey.Found> found = StdioKey.read(data);
        belongsToAServer = found.filter(StdioKey.Found::embedded).isEmpty();
        URI url = URI.create(running.url());
        boolean isDev = running.mode().equals(Mode.DEV.text());
        if (hasRules() && isDev) {
            throw new NoUpstreamException("dev_mode", "The server that uses the data folder " + data
                    + " is in dev mode, where everybody may do everything, but " + whoIsMeant()
                    + ". Stop that server, or attach to another with --attach.");
        }
        if (key.isPresent()) {
            return new Upstream(url, key);
        }
        if (isDev) {
            return new Upstream(url, found.map(StdioKey.Found::key));
        }
        if (client().isEmpty()) {
            throw new NoUpstreamException("credentials_missing", "The server that uses the data folder " + data
                    + " serves nobody without credentials. Set stdio.client in conf/patchbay.yaml to the client whose"
                    + " calls these are, and restart that server; or put an API key into the variable PATCHBAY_KEY.");
        }
        if (found.isEmpty() || !found.get().client().equals(client())) {
            throw new NoUpstreamException("credentials_missing", "The server that uses the data folder " + data
                    + (found.isEmpty()
                            ? " was started without stdio.client, or by another user"
                            : " was started with the stdio.client '" + found.get().client() + "'")
                    + ", not with '" + client() + "' (" + place() + "). Restart it, or put an API key into the variable"
                    + " PATCHBAY_KEY.");
        }
        return new Upstream(url, Optional.of(found.get().key()));
    }

    private String whoIsMeant() {
        return key.isPresent() ? "an API key was given" : "stdio.client is '" + client() + "' (" + place() + ")";
    }

    private String place() {
        return configuration.place(Settings.STDIO_CLIENT).orElse("the default");
    }

    /** Whether it refuses rather than being gone. */
    private static boolean isListening(Upstream upstream) {
        URI url = upstream.endpoint();
        int port = url.getPort() < 0 ? (url.getScheme().equals("https") ? 443 : 80) : url.getPort();
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(url.getHost(), port), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void say(String line) {
        if (!line.equals(told)) {
            told = line;
            tell.accept(line);
        }
    }

    /** Ends the server in this process, if there is one; calls that run are broken off. */
    @Override
    public void close() {
        PatchbayServer server;
        synchronized (this) {
            closed = true;
            server = embedded;
        }
        if (server != null) {
            server.stop(Duration.ZERO);
        }
    }
}
