package dev.patchbay.benchmarks.servers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The servers that are compared. */
public enum Kind {
    /** Sends the same bytes to every request: what the HTTP library alone can do. */
    FIXED("(a) Undertow, fixed bytes", Dialect.MODERN),
    /** Decodes on the I/O thread, answers on 16 platform threads, sends from the I/O thread. */
    HOP("(b) Undertow, decode and one hop", Dialect.MODERN),
    /** The product as a team runs it. */
    SERVE("(1) Patchbay serve, audit written", Dialect.MODERN),
    /** The same, with every audit record on the disk before the call. */
    SYNCED("(1) Patchbay serve, audit synced", Dialect.MODERN),
    /** The product on a developer's machine. */
    DEV("(1) Patchbay dev", Dialect.MODERN),
    /** The product on a developer's machine with all sample plugins; only its start is measured. */
    SAMPLES("(1) Patchbay dev, all samples", Dialect.MODERN),
    /** The Quarkus MCP server. */
    QUARKUS("(2) Quarkus MCP 1.13.0", Dialect.LEGACY),
    /** The same with the tool on its event loop, where a tool must never block. */
    EVENTLOOP("(2) Quarkus MCP 1.13.0, on the event loop", Dialect.LEGACY),
    /** The official Java SDK with sessions. */
    STREAMABLE("(3) Java SDK 2.1.0, streamable", Dialect.LEGACY),
    /** The official Java SDK without sessions. */
    STATELESS("(3) Java SDK 2.1.0, stateless", Dialect.LEGACY),
    /** The official TypeScript SDK on Node. */
    TYPESCRIPT("(4) TypeScript SDK 2.4.0", Dialect.MODERN);

    private final String title;
    private final Dialect dialect;

    Kind(String title, Dialect dialect) {
        this.title = title;
        this.dialect = dialect;
    }

    /** Returns what tables call it. */
    public String title() {
        return title;
    }

    /** Returns the newest revision that it serves. */
    public Dialect dialect() {
        return dialect;
    }

    /** Returns the name that selects it on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the tool that is called. */
    public String tool() {
        return this == EVENTLOOP ? "echo_1" : "echo";
    }

    /** Returns whether it is Patchbay. */
    public boolean isPatchbay() {
        return this == SERVE || this == SYNCED || this == DEV || this == SAMPLES;
    }

    /** Returns whether it asks callers for a key and records what they do. */
    public boolean isServed() {
        return this == SERVE || this == SYNCED;
    }

    /** Finds one by its name on the command line. */
    public static Kind of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no server '" + id + "'; there are " + Arrays.stream(values()).map(Kind::id)
                                .collect(Collectors.joining(", "))));
    }
}
