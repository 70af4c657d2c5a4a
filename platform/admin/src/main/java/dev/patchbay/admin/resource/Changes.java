package dev.patchbay.admin.resource;

import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.audit.AdministrationEvent;
import dev.patchbay.audit.Audit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which administrators change something: looked at and planned, recorded on the disk, done, taken over by
 * what decides about calls. One change at a time, so that what is recorded as the state before is that state. If the record
 * cannot be written, nothing is done; if it is recorded and cannot be done, that is recorded too.
 *
 * <p>Threads: any; blocks.
 */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final Audit audit;
    private final AccessDesk access;
    private final ApiJson json;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What is about to be done.
     *
     * @param <T> what comes of it
     * @param action such as {@code client.update}
     * @param subject on what; null for nothing in particular
     * @param details for the record; no secrets
     * @param work does it
     */
    public record Planned<T extends @Nullable Object>(String action, @Nullable String subject,
            Map<String, @Nullable Object> details, Supplier<T> work) {}

    /**
     * Creates it.
     *
     * @param audit where it is recorded
     * @param access what takes it over
     * @param json writes records into the details
     */
    public Changes(Audit audit, AccessDesk access, ApiJson json) {
        this.audit = audit;
        this.access = access;
        this.json = json;
    }

    /**
     * Does something.
     *
     * @param <T> what comes of it
     * @param call who wants it
     * @param plan looks at the state and says what will be done; throws if it cannot be
     * @return what came of it
     */
    public <T extends @Nullable Object> T make(Call call, Supplier<Planned<T>> plan) {
        lock.lock();
        try {
            Planned<T> planned = plan.get();
            AdministrationEvent event = AdministrationEvent.allowed(call.actor().account(), call.actor().method(),
                    planned.action(), planned.subject(), planned.details(), call.origin());
            audit.administration(event);
            T done;
            try {
                done = planned.work().get();
            } catch (RuntimeException e) {
                failed(event, e);
                throw e;
            }
            access.reload();
            return done;
        } finally {
            lock.unlock();
        }
    }

    private void failed(AdministrationEvent event, RuntimeException e) {
        try {
            audit.administration(event.denied(e instanceof Problem problem ? problem.code() : "not_done"));
        } catch (RuntimeException unrecorded) {
            LOG.error("That {} was not done could not be recorded", event.action(), unrecorded);
        }
    }

    /** The state before and after, for the record. */
    Map<String, @Nullable Object> difference(@Nullable Record before, @Nullable Record after) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (before != null) {
            details.put("before", json.members(before));
        }
        if (after != null) {
            details.put("after", json.members(after));
        }
        return details;
    }
}
