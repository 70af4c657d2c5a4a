package dev.patchbay.broker;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.datasource.DatasourceBroker;
import dev.patchbay.broker.file.FileLimits;
import dev.patchbay.broker.file.GrantedFiles;
import dev.patchbay.broker.http.HttpBroker;
import dev.patchbay.broker.http.HttpLimits;
import dev.patchbay.egress.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Hands instances what they were granted: HTTP, files, secrets, databases, variables of the environment.
 *
 * <p>Threads: safe for all.
 */
public final class Broker implements AutoCloseable {
    private final HttpBroker http;
    private final DatasourceBroker datasources;
    private final SecretSource secrets;
    private final Map<String, String> environment;

    /**
     * Creates a broker.
     *
     * @param http what instances share for HTTP; closed with the broker
     * @param datasources the databases; closed with the broker
     * @param secrets where secrets come from
     * @param environment the variables of the environment
     */
    public Broker(HttpBroker http, DatasourceBroker datasources, SecretSource secrets,
            Map<String, String> environment) {
        this.http = http;
        this.datasources = datasources;
        this.secrets = secrets;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns a broker over this machine's network and files, with the certificates that Java trusts.
     *
     * @param datasources the databases; closed with the broker
     * @param secrets where secrets come from
     * @param environment the variables of the environment
     * @return the broker
     */
    public static Broker of(DatasourceBroker datasources, SecretSource secrets, Map<String, String> environment) {
        return new Broker(new HttpBroker(InetAddress::getAllByName, Broker::tls, Connector.DIRECT,
                HttpLimits.STANDARD), datasources, secrets, environment);
    }

    /**
     * Returns a broker without databases.
     *
     * @param secrets where secrets come from
     * @param environment the variables of the environment
     * @return the broker
     */
    public static Broker of(SecretSource secrets, Map<String, String> environment) {
        return of(new DatasourceBroker(List.of(), Path.of("drivers"), secrets), secrets, environment);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("This Java has no TLS", e));
        }
    }

    /**
     * Finds a secret that an administrator has put into a configuration; no grant is asked for.
     *
     * @param name its name
     * @return its value now, if it has one
     */
    public Optional<Secret> find(String name) {
        return secrets.find(name);
    }

    /**
     * Opens what an instance gets.
     *
     * @param scope the instance
     * @return its access; close it when the instance ends
     */
    public InstanceAccess open(Scope scope) {
        return new InstanceAccess(scope, http.of(scope), new GrantedFiles(scope, FileLimits.STANDARD),
                datasources.of(scope), secrets,
                environment);
    }

    @Override
    public void close() {
        http.close();
        datasources.close();
    }
}
