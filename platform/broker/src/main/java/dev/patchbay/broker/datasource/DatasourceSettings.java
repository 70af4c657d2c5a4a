package dev.patchbay.broker.datasource;

import dev.patchbay.broker.DatasourceGrant;
import java.time.Duration;
import java.util.Optional;

/**
 * A database as an administrator configures it.
 *
 * @param name its name for plugins
 * @param url the JDBC URL
 * @param user who uses it, empty for nobody in particular
 * @param passwordSecret the name of the secret that is the password
 * @param driver the class of the driver
 * @param driverFile the file of the driver in the drivers folder; if absent, the only one that has the class
 * @param write whether plugins may be granted to write
 * @param pool bounds of its pools
 * @param reset SQL that takes back what a plugin set in a session; if absent, what is known to do so
 */
public record DatasourceSettings(String name, String url, String user, Optional<String> passwordSecret, String driver,
        Optional<String> driverFile, boolean write, Pool pool, Optional<String> reset) {
    /**
     * Checks the name and the URL.
     *
     * @throws IllegalArgumentException if one is none
     */
    public DatasourceSettings {
        if (!DatasourceGrant.isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a datasource: it has up to 63 of A-Z a-z"
                    + " 0-9 _ . -, a letter or digit first");
        }
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("the url of datasource " + name + " must begin with jdbc:");
        }
    }

    /**
     * Bounds of a pool. A database has two, one for reading and one for writing, made when they are first used.
     *
     * @param max how many connections at most
     * @param min how many are kept open
     * @param acquire how long to wait for one
     * @param idle after which time one beyond the least is closed
     * @param lifetime after which time one is replaced
     * @param statement how long a statement may run, if its call has no less left
     */
    public record Pool(int max, int min, Duration acquire, Duration idle, Duration lifetime, Duration statement) {
        /** 20 and 5, 30 s, 10 and 30 minutes, 30 s. */
        public static final Pool STANDARD = new Pool(20, 5, Duration.ofSeconds(30), Duration.ofMinutes(10),
                Duration.ofMinutes(30), Duration.ofSeconds(30));

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if they do not fit
         */
        public Pool {
            if (max < 1 || min < 0 || min > max || acquire.toMillis() < 250 || statement.toSeconds() < 1) {
                throw new IllegalArgumentException("a pool has max from 1, min from 0 to max, an acquire-timeout from"
                        + " 250ms and a statement-timeout from 1s");
            }
        }
    }

    String resetSql() {
        return reset.orElse(Engine.of(this) == Engine.POSTGRESQL ? "DISCARD ALL" : "");
    }

    /** Says all but the URL, which may hold a password. */
    @Override
    public String toString() {
        return "DatasourceSettings[name=" + name + ", driver=" + driver + ", write=" + write + "]";
    }
}
