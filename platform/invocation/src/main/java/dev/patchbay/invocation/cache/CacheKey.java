package dev.patchbay.invocation.cache;

import dev.patchbay.catalog.CanonicalJson;
import java.util.List;

/**
 * Names a result. Whatever could make the result another one is in it.
 *
 * @param kind what gave it
 * @param instance whose it is
 * @param code names the JAR and the configuration of the instance
 * @param name the tool in the catalog, or the URI that clients see
 * @param definition the hash of the tool's definition, empty for a resource
 * @param owner whose result it is: the client and its roles, or empty if all clients share it
 * @param arguments the canonical arguments
 */
public record CacheKey(Kind kind, String instance, String code, String name, String definition, String owner,
        String arguments) {
    private static final int LONG = 512;

    /** The kinds of result. */
    public enum Kind {
        /** Of a tool. */
        TOOL,
        /** The read of a resource. */
        RESOURCE
    }

    /** Keeps long arguments as their hash. */
    public CacheKey {
        if (arguments.length() > LONG) {
            arguments = CanonicalJson.sha256(arguments);
        }
    }

    /**
     * Returns the name under which it lies in the database.
     *
     * @return SHA-256 of all parts, in hexadecimal
     */
    String hash() {
        return CanonicalJson.sha256(List.of(kind.name(), instance, code, name, definition, owner, arguments));
    }
}
