package dev.patchbay.invocation;

import dev.patchbay.catalog.InstanceRuntime;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a client must not see: logs it under an id, and the client gets the id. */
final class IncidentLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.patchbay.incident");

    private IncidentLog() {}

    /** Logs a failure of a plugin and returns its id. */
    static String record(InstanceRuntime runtime, String label, Throwable failure) {
        String id = newId();
        String hint = failure instanceof LinkageError
                ? "; a class or member that the plugin was built against is missing or different, is a library missing"
                        + " in its JAR?"
                : "";
        try {
            LOG.error("{}: {} of instance {} (plugin {} {}) failed{}", id, label, runtime.instance(),
                    runtime.pluginId(), runtime.pluginVersion(), hint, failure);
        } catch (Throwable unspeakable) { // the plugin's own exception classes can throw when they are asked for a text
            LOG.error("{}: {} of instance {} (plugin {} {}) failed{}, with a {} that cannot be written", id, label,
                    runtime.instance(), runtime.pluginId(), runtime.pluginVersion(), hint,
                    failure.getClass().getName());
        }
        return id;
    }

    /** Logs that a plugin asked for what it was not given. */
    static void refused(InstanceRuntime runtime, String label, String why) {
        LOG.warn("{} of instance {}: {}", label, runtime.instance(), why);
    }

    /** Logs a failure of the host and returns its id. */
    static String record(String label, Throwable failure) {
        String id = newId();
        LOG.error("{}: {} failed before it reached its plugin", id, label, failure);
        return id;
    }

    private static String newId() {
        return String.format("%08x", ThreadLocalRandom.current().nextInt());
    }

    /** Logs that the end of a call is not in the audit trail. */
    static void unrecorded(String call, Throwable failure) {
        LOG.error("The end of call {} could not be recorded", call, failure);
    }

    /** Logs that a long call stays a call. */
    static void noTask(String label, Throwable why) {
        if (why instanceof TaskRefusedException refused) {
            LOG.debug("{} takes long and stays a call: {}", label, refused.getMessage());
        } else {
            LOG.warn("{} takes long and could not become a task", label, why);
        }
    }

    /** Logs that an outcome did not reach the client. */
    static void lost(String label, Throwable failure) {
        LOG.error("The outcome of {} could not be sent", label, failure);
    }
}
