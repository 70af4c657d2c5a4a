package dev.patchbay.store;

import org.jdbi.v3.core.Handle;

/**
 * Says by name what a record refers to and what does not exist; that nothing is missing is seen to by the database's own
 * foreign keys. For repositories.
 *
 * <p>Threads: as the handle; every method blocks.
 */
public final class References {
    private References() {}

    /**
     * Checks that there is a client.
     *
     * @throws MissingException if there is none
     */
    public static void requireClient(Handle handle, String id) {
        require(handle, "client", id, "SELECT COUNT(*) FROM client WHERE id = :value");
    }

    /**
     * Checks that there is a role.
     *
     * @throws MissingException if there is none
     */
    public static void requireRole(Handle handle, String name) {
        require(handle, "role", name, "SELECT COUNT(*) FROM access_role WHERE name = :value");
    }

    /**
     * Checks that there is a toolset.
     *
     * @throws MissingException if there is none
     */
    public static void requireToolset(Handle handle, String name) {
        require(handle, "toolset", name, "SELECT COUNT(*) FROM toolset WHERE name = :value");
    }

    /**
     * Checks that there is an administrator.
     *
     * @throws MissingException if there is none
     */
    public static void requireAdministrator(Handle handle, String name) {
        require(handle, "administrator", name, "SELECT COUNT(*) FROM administrator WHERE name = :value");
    }

    private static void require(Handle handle, String what, String value, String query) {
        if (handle.createQuery(query).bind("value", value).mapTo(Integer.class).one() == 0) {
            throw new MissingException(what, value);
        }
    }
}
