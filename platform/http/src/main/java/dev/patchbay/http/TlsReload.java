package dev.patchbay.http;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of TLS from time to time. New ones hold for new connections; while they are broken, such as a
 * certificate whose key is still being written, the old ones stay, and the log says why. Has a thread of its own.
 */
final class TlsReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

    private final TlsOptions options;
    private final UndertowXnioSsl ssl;
    private final List<Path> files;
    private final Thread thread;
    private List<String> seen;
    private String said = "";

    private TlsReload(TlsOptions options, UndertowXnioSsl ssl, List<String> seen) {
        this.options = options;
        this.ssl = ssl;
        this.files = files(options);
        this.seen = seen;
        this.thread = Thread.ofVirtual().name("patchbay-tls-files").unstarted(this::run);
    }

    /**
     * Begins to look.
     *
     * @param options names the files
     * @param ssl uses them
     * @param seen what {@link #state} returned before they were read
     */
    static TlsReload start(TlsOptions options, UndertowXnioSsl ssl, List<String> seen) {
        TlsReload reload = new TlsReload(options, ssl, seen);
        reload.thread.start();
        return reload;
    }

    /** What tells one state of the files from another. */
    static List<String> state(TlsOptions options) {
        return files(options).stream().map(TlsReload::state).toList();
    }

    private static List<Path> files(TlsOptions options) {
        return Stream.of(options.certificate(), options.key(), options.clientAuthorities()).filter(Objects::nonNull)
                .toList();
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(options.reloadEvery());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void look() {
        List<String> now = files.stream().map(TlsReload::state).toList();
        if (now.equals(seen)) {
            return;
        }
        try {
            ssl.updateSSLContext(TlsFiles.context(options));
            seen = now; // what changes from here on is seen next time
            said = "";
            LOG.info("New connections use the changed certificate files: {}", files);
        } catch (IOException | RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(said)) {
                said = problem;
                LOG.error("The changed certificate files cannot be used, and the old ones stay in use until this is"
                        + " mended: {}", problem);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
