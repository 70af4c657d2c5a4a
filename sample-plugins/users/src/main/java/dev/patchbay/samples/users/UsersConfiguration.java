package dev.patchbay.samples.users;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.api.config.Secret;
import java.util.Optional;

/**
 * What an administrator can set; everything has a default.
 *
 * @param url where the database is
 * @param user who logs in
 * @param password the password, which never prints
 * @param maxConnections upper bound of the pool
 * @param minConnections what the pool keeps open
 * @param acquireTimeoutMillis how long a call waits for a connection
 * @param idleTimeoutMillis how long a connection beyond the minimum stays open unused
 */
public record UsersConfiguration(
        @Description("JDBC URL of the database; by default one in memory that belongs to this instance")
        @Schema(defaultValue = "jdbc:h2:mem:users;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE")
        String url,
        @Description("User name for the database") @Schema(defaultValue = "sa") String user,
        @Description("Password for the database") Optional<Secret> password,
        @Description("Most connections open at a time")
        @Schema(defaultValue = "20", minimum = "1", maximum = "200")
        int maxConnections,
        @Description("Connections kept open while nothing happens")
        @Schema(defaultValue = "5", minimum = "0", maximum = "200")
        int minConnections,
        @Description("How long a call waits for a connection, in milliseconds")
        @Schema(defaultValue = "30000", minimum = "250", maximum = "600000")
        long acquireTimeoutMillis,
        @Description("After how long an unused connection is closed, in milliseconds")
        @Schema(defaultValue = "600000", minimum = "10000")
        long idleTimeoutMillis) {}
