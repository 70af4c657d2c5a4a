package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.broker.InstanceAccess;
import dev.patchbay.catalog.HandedSecrets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What an instance gets from the host. Before the start is done it only remembers, after the close it does nothing. */
final class LiveContext implements PluginContext {
    private static final int MAX_EARLY_CHANGES = 1000;

    private final String instance;
    private final InstanceAccess access;
    private final HandedSecrets secrets;
    /** Its own, because the plugin could hold the monitor of the context itself. */
    private final Object lock = new Object();
    private @Nullable Contributions early;
    private Set<String> earlyChanges = new LinkedHashSet<>();
    private Set<String> earlyUpdates = new LinkedHashSet<>();
    private @Nullable Served served;
    private boolean closed;

    LiveContext(String instance, InstanceAccess access, HandedSecrets secrets) {
        this.instance = instance;
        this.access = access;
        this.secrets = secrets;
    }

    @Override
    public String instance() {
        return instance;
    }

    /** From now on changes go to the instance; returns what was published before. */
    Optional<Contributions> attach(Served to) {
        Optional<Contributions> before;
        Set<String> changed;
        Set<String> updated;
        synchronized (lock) {
            served = to;
            before = Optional.ofNullable(early);
            early = null;
            changed = earlyChanges;
            earlyChanges = Set.of();
            updated = earlyUpdates;
            earlyUpdates = Set.of();
        }
        changed.forEach(to::changed);
        updated.forEach(to::resourceUpdated);
        return before;
    }

    void close() {
        synchronized (lock) {
            closed = true;
            served = null;
            early = null;
        }
        access.close();
    }

    private Optional<Served> served() {
        synchronized (lock) {
            return Optional.ofNullable(served);
        }
    }

    @Override
    public void publish(Contributions contributions) {
        Served to;
        synchronized (lock) {
            if (closed) {
                return;
            }
            to = served;
            if (to == null) {
                early = contributions;
                return;
            }
        }
        to.publish(contributions);
    }

    @Override
    public void resourceUpdated(String uri) {
        servedOrLater(earlyUpdates, uri).ifPresent(to -> to.resourceUpdated(uri));
    }

    @Override
    public void changed(String dependency) {
        servedOrLater(earlyChanges, dependency).ifPresent(to -> {
            if (to.isResource(dependency)) {
                to.resourceUpdated(dependency);
            } else {
                to.changed(dependency);
            }
        });
    }

    /** Who is told of a change; nobody yet while the plugin starts: then it is remembered. */
    private Optional<Served> servedOrLater(Set<String> early, String name) {
        synchronized (lock) {
            if (served == null && !closed && early.size() < MAX_EARLY_CHANGES) {
                early.add(name);
            }
            return Optional.ofNullable(served);
        }
    }

    @Override
    public void resourceListChanged() {
        served().ifPresent(Served::listsChanged);
    }

    @Override
    public HttpAccess http() {
        return access.http();
    }

    @Override
    public FileAccess files() {
        return access.files();
    }

    @Override
    public Secret secret(String name) {
        Secret secret = access.secret(name);
        secrets.add(secret.reveal());
        return secret;
    }

    @Override
    public DataSource datasource(String name) {
        return access.datasource(name);
    }

    @Override
    public DataSource readOnlyDatasource(String name) {
        return access.readOnlyDatasource(name);
    }

    @Override
    public boolean mayWrite(String name) {
        return access.mayWrite(name);
    }

    @Override
    public Optional<String> environment(String name) {
        return access.environment(name);
    }
}
