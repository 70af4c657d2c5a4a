package dev.patchbay.host.runtime;

import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;

/** Whether a pool takes calls. */
enum PoolMode {
    /** It does, as long as there is room. */
    OPEN,
    /** Another generation does. */
    RETIRED,
    /** None until somebody decides. */
    QUARANTINED,
    /** None ever. */
    ENDED;

    /** Why it takes no call, in words that clients may see. */
    InstanceUnavailableException refusal(String instance, PoolSettings settings, String quarantine) {
        return switch (this) {
            case OPEN -> new InstanceUnavailableException(Reason.BUSY, instance + " is busy: all " + settings.threads()
                    + " threads work and " + settings.queue() + " calls wait; try again in a moment");
            case QUARANTINED -> new InstanceUnavailableException(Reason.QUARANTINED, instance
                    + " is quarantined, because " + quarantine + "; an administrator ends that with"
                    + " 'patchbay plugin release', or by copying its JAR into the plugins folder again");
            case RETIRED, ENDED -> new InstanceUnavailableException(Reason.RETIRED,
                    "this version of " + instance + " was replaced or removed");
        };
    }
}
