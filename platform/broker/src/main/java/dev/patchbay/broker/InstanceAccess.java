package dev.patchbay.broker;

import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.broker.datasource.DatasourceBroker;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What one instance gets. Every use looks at what is given at that moment.
 *
 * <p>Threads: safe for all.
 */
public final class InstanceAccess implements AutoCloseable {
    private final Scope scope;
    private final HttpAccess http;
    private final FileAccess files;
    private final DatasourceBroker.OfInstance datasources;
    private final SecretSource secrets;
    private final Map<String, String> environment;

    InstanceAccess(Scope scope, HttpAccess http, FileAccess files, DatasourceBroker.OfInstance datasources,
            SecretSource secrets, Map<String, String> environment) {
        this.scope = scope;
        this.http = http;
        this.files = files;
        this.datasources = datasources;
        this.secrets = secrets;
        this.environment = environment;
    }

    /**
     * Returns HTTP to granted hosts.
     *
     * @return the way to servers
     */
    public HttpAccess http() {
        return http;
    }

    /**
     * Returns the files in granted folders.
     *
     * @return the way to files
     */
    public FileAccess files() {
        return files;
    }

    /**
     * Returns a database.
     *
     * @param name its name
     * @return the database
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
     * @throws NotAvailableException if it is not configured
     */
    public DataSource datasource(String name) {
        return datasources.datasource(name);
    }

    /**
     * Returns a database for reading only, whatever is granted.
     *
     * @param name its name
     * @return the database
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
     * @throws NotAvailableException if it is not configured
     */
    public DataSource readOnlyDatasource(String name) {
        return datasources.readOnlyDatasource(name);
    }

    /**
     * Returns whether a database may be written now.
     *
     * @param name its name
     * @return whether it is granted and configured for writing
     */
    public boolean mayWrite(String name) {
        return datasources.mayWrite(name);
    }

    /**
     * Returns a secret.
     *
     * @param name its name
     * @return its value
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
     * @throws NotAvailableException if it has no value
     */
    public Secret secret(String name) {
        scope.requireName(GrantKind.SECRETS, name);
        return secrets.find(name).orElseThrow(() -> new NotAvailableException("The secret '" + name
                + "' is granted but has no value; an administrator sets it with patchbay secret set " + name
                + ", in development mode also in the variable " + SecretSource.variable(name)));
    }

    /**
     * Returns a variable of the environment.
     *
     * @param name its name
     * @return its value, if it is set
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
     */
    public Optional<String> environment(String name) {
        scope.requireName(GrantKind.ENVIRONMENT, name);
        return Optional.ofNullable(environment.get(name));
    }

    /**
     * Makes sure that a tool may be called.
     *
     * @param name the tool in the catalog
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted
     */
    public void requireTool(String name) {
        scope.requireName(GrantKind.TOOLS, name);
    }

    /** Takes back what the instance still holds. */
    @Override
    public void close() {
        scope.close();
        datasources.close();
    }
}
