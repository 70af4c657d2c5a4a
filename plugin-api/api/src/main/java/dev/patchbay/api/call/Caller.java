package dev.patchbay.api.call;

import dev.patchbay.api.Stable;
import java.util.Set;

/**
 * Who calls: the client as the host knows it, never its token. Implemented by the host; immutable.
 */
@Stable
public interface Caller {
    /**
     * Returns the stable id of the client, such as {@code local} in dev mode. It is the same in every call of the
     * client and safe to use as a key.
     *
     * @return the id
     */
    String id();

    /**
     * Returns a name for people.
     *
     * @return the name
     */
    String displayName();

    /**
     * Returns the roles an administrator gave the client.
     *
     * @return the roles, maybe none
     */
    Set<String> roles();
}
