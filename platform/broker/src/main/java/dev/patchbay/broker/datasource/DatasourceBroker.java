package dev.patchbay.broker.datasource;

import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.broker.DatasourceGrant;
import dev.patchbay.broker.Scope;
import dev.patchbay.broker.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The databases that an administrator configured.
 *
 * <p>Threads: safe for all.
 */
public final class DatasourceBroker implements AutoCloseable {
    private final Map<String, Datasource> datasources = new TreeMap<>();

    /**
     * Creates it; nothing is connected yet.
     *
     * @param settings the databases
     * @param drivers the folder of driver JARs
     * @param secrets where passwords come from
     */
    public DatasourceBroker(List<DatasourceSettings> settings, Path drivers, SecretSource secrets) {
        Drivers known = new Drivers(drivers.toAbsolutePath().normalize());
        settings.forEach(each -> datasources.put(each.name(), new Datasource(each, known, secrets)));
    }

    /** The databases of one instance, and its open connections. */
    public final class OfInstance implements AutoCloseable {
        private final Scope scope;
        private final Set<Session> open = ConcurrentHashMap.newKeySet();

        private OfInstance(Scope scope) {
            this.scope = scope;
        }

        /**
         * Returns a database.
         *
         * @param name its name
         * @return the database, whose connections come from the host's pool
         * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
         * @throws NotAvailableException if it is not configured
         */
        public DataSource datasource(String name) {
            return datasource(name, true);
        }

        /**
         * Returns a database for reading only, whatever is granted.
         *
         * @param name its name
         * @return the database, whose connections come from the host's pool for reading
         * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
         * @throws NotAvailableException if it is not configured
         */
        public DataSource readOnlyDatasource(String name) {
            return datasource(name, false);
        }

        /**
         * Returns whether a database may be written now.
         *
         * @param name its name
         * @return whether it is granted and configured for writing
         */
        public boolean mayWrite(String name) {
            Datasource known = datasources.get(name);
            return known != null && known.isWritable()
                    && scope.grants().datasource(name).filter(DatasourceGrant::write).isPresent();
        }

        private DataSource datasource(String name, boolean write) {
            if (scope.grants().datasource(name).isEmpty()) {
                if (!DatasourceGrant.isName(name)) {
                    throw new IllegalArgumentException("'" + name + "' is no name of a datasource");
                }
                throw scope.missing(new DatasourceGrant(name, false));
            }
            Datasource known = datasources.get(name);
            if (known == null) {
                throw new NotAvailableException("The datasource '" + name + "' is granted but not configured; an"
                        + " administrator adds it under datasources in conf/patchbay.yaml");
            }
            return new GrantedDatasource(known, scope, open, write);
        }

        /** Takes back the connections that it still holds. */
        @Override
        public void close() {
            open.forEach(Session::kill);
        }
    }

    /**
     * Returns the databases of an instance.
     *
     * @param scope the instance
     * @return its way to databases
     */
    public OfInstance of(Scope scope) {
        return new OfInstance(scope);
    }

    @Override
    public void close() {
        datasources.values().forEach(Datasource::close);
    }
}
