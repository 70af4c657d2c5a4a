package dev.patchbay.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;

/** The open connections of HTTP/2, idle ones too, whose clients must be told when the server ends. Safe for all threads. */
final class Http2Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Connections.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** Adds a connection before its first frame is read; on its I/O thread. */
    void add(StreamConnection connection, FrameMeter meter) {
        GoAwaySink sink = new GoAwaySink(connection.getSinkChannel().getConduit());
        connection.getSinkChannel().setConduit(sink);
        Open added = new Open(connection, meter, sink);
        open.add(added);
        connection.setCloseListener(closed -> open.remove(added));
        if (draining) {
            added.goAway(GoAwaySink.ANY_STREAM);
        }
    }

    /** Lets no client open more streams; those that are open, or on their way, are served. */
    void drain() {
        draining = true;
        for (Open each : open) {
            each.onIoThread(() -> each.goAway(GoAwaySink.ANY_STREAM));
        }
    }

    /** Tells which streams were taken, before the connections are closed: what came after them may be sent again. */
    void end() {
        List<Open> all = List.copyOf(open);
        CountDownLatch told = new CountDownLatch(all.size());
        for (Open each : all) {
            boolean asked = each.onIoThread(() -> {
                each.goAway(each.meter.lastStream());
                told.countDown();
            });
            if (!asked) {
                told.countDown();
            }
        }
        try {
            if (!told.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} of {} connections of HTTP/2 were not told that they end", told.getCount(), all.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Open(StreamConnection connection, FrameMeter meter, GoAwaySink sink) {
        boolean onIoThread(Runnable task) {
            try {
                connection.getIoThread().execute(task);
                return true;
            } catch (RejectedExecutionException e) {
                LOG.debug("An I/O thread has ended before its connections", e);
                return false;
            }
        }

        void goAway(int lastStream) {
            try {
                sink.goAway(lastStream);
            } catch (IOException e) {
                LOG.debug("A client went away before it was told that the server does", e);
            }
        }
    }
}
