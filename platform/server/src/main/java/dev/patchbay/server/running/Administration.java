package dev.patchbay.server.running;

import dev.patchbay.access.ToolsetReview;
import dev.patchbay.access.explain.CredentialStates;
import dev.patchbay.access.explain.Explain;
import dev.patchbay.admin.AdminOptions;
import dev.patchbay.admin.AdminParts;
import dev.patchbay.admin.AdminServer;
import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.host.ApprovedPlugins;
import dev.patchbay.host.PluginHost;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.IdentityLinks;
import dev.patchbay.store.state.CachedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The administration interface of a server, put together. */
final class Administration {
    private Administration() {}

    /**
     * Starts it.
     *
     * @throws StartException if its port cannot be listened on, or its files cannot be written
     */
    static AdminServer start(Configuration configuration, Path data, Governance rights, PluginHost host,
            CatalogRegistry catalogs, Optional<ResultCache> cache, String version) throws StartException {
        InstantSource clock = InstantSource.system();
        Explain explain = new Explain(rights.authorizer(), rights.limiter(),
                CredentialStates.of(new ApiKeys(rights.database()), new IdentityLinks(rights.database())),
                new ExplainedPlugins(host::report), clock);
        AdminParts parts = new AdminParts(rights.database(), rights.audit(), rights.keys(), catalogs::current,
                new AdministeredAccess(rights.identities(), rights.access(),
                        new ToolsetReview(catalogs, rights.access()), explain),
                new AdministeredPlugins(new ApprovedPlugins(rights.approval(), host,
                        configuration.get(ServeSettings.PLUGINS_FOUR_EYES), clock), host::report),
                new AdministeredSecrets(rights.vault()),
                new AdministeredCache(cache, catalogs, new CachedRows(rights.database())),
                file -> InstallationBackup.write(rights.database(), data, file), version);
        HttpOptions http = HttpOptions.defaults()
                .listeningOn(configuration.get(ServeSettings.ADMIN_HOST), configuration.get(ServeSettings.ADMIN_PORT))
                .withAllowed(EndpointSettings.hosts(configuration.get(ServeSettings.ADMIN_HOST),
                        configuration.get(ServeSettings.ADMIN_PORT),
                        configuration.get(ServeSettings.ADMIN_ALLOWED_HOSTS)), Set.of());
        Optional<OpenIdOptions> openId = OpenIdOfConfiguration.of(configuration);
        try {
            return AdminServer.start(parts, AdminOptions.of(data, http).with(openId));
        } catch (IOException e) {
            throw new StartException("The administration interface cannot start on port "
                    + configuration.get(ServeSettings.ADMIN_PORT) + " of " + configuration.get(ServeSettings.ADMIN_HOST)
                    + ": " + e.getMessage() + ". Take another port with --set admin.port=PORT or admin.port in"
                    + " conf/patchbay.yaml.", e);
        }
    }
}
