package dev.patchbay.invocation;

import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a client must not see: logs it under an id, and the client gets the id. */
final class IncidentLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.patchbay.incident");

    private IncidentLog() {}

    /** Logs a failure and returns its id. */
    static String record(String instance, String label, Throwable failure) {
        String id = String.format("%08x", ThreadLocalRandom.current().nextInt());
        if (failure instanceof LinkageError) {
            LOG.error("{}: {} of {} failed, because a class or method that the plugin was built against is missing or"
                    + " different; is a library missing in its JAR?", id, label, instance, failure);
        } else {
            LOG.error("{}: {} of {} failed", id, label, instance, failure);
        }
        return id;
    }
}
