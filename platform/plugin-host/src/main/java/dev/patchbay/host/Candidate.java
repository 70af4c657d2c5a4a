package dev.patchbay.host;

import dev.patchbay.host.jar.StoredPlugin;

/**
 * A version of a plugin that may serve.
 *
 * @param jar the file it comes from
 * @param plugin the private copy
 * @param earlier whether the file holds something else by now, and this is what served from it before
 */
record Candidate(FoundJar jar, StoredPlugin plugin, boolean earlier) {
    /** The better first: what the files hold now, the higher version, the file written last. */
    static int better(Candidate one, Candidate other) {
        if (one.earlier != other.earlier) {
            return one.earlier ? 1 : -1;
        }
        int byVersion = other.plugin.manifest().version().compareTo(one.plugin.manifest().version());
        if (byVersion != 0) {
            return byVersion;
        }
        if (one.jar.isNewerThan(other.jar)) {
            return -1;
        }
        return other.jar.isNewerThan(one.jar) ? 1 : one.jar.name().compareTo(other.jar.name());
    }
}
