package dev.patchbay.security.plugin;

import java.util.List;

/** Finds who authenticates a scheme. Must not block. */
@FunctionalInterface
public interface PluginAuthenticators {
    /**
     * Returns who authenticates a scheme now.
     *
     * @param scheme the scheme in lower case
     * @return the authenticators; more than one are trusted as little as none
     */
    List<PluginAuthenticator> of(String scheme);
}
