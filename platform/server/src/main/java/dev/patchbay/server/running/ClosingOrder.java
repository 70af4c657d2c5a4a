package dev.patchbay.server.running;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, the last first; one that cannot be closed keeps no other open. */
final class ClosingOrder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingOrder.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.error("{} could not be closed", next.getClass().getSimpleName(), e);
            }
        }
    }
}
