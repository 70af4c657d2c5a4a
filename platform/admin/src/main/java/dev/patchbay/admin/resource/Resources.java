package dev.patchbay.admin.resource;

import dev.patchbay.admin.AdminParts;
import dev.patchbay.admin.account.Identification;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.RouteTable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** All that can be administered, as one table of routes. */
public final class Resources {
    private Resources() {}

    /**
     * Makes the table.
     *
     * @param parts what is administered
     * @param identification the accounts
     * @param json reads and writes
     * @param data the data folder
     * @param clock the time
     * @return the table
     */
    public static RouteTable table(AdminParts parts, Identification identification, ApiJson json, Path data,
            InstantSource clock) {
        Changes changes = new Changes(parts.audit(), parts.access(), json);
        ServerFiles files = new ServerFiles(data, clock, new SecureRandom());
        RouteTable table = new RouteTable();
        new AccountRoutes(identification.store(), identification.sessions(), identification.accounts(), changes)
                .addTo(table);
        new OpenIdRoutes(identification.openId()).addTo(table);
        new ClientRoutes(parts.database(), changes, clock).addTo(table);
        new CredentialRoutes(parts.database(), parts.keys(), changes).addTo(table);
        new RoleRoutes(parts.database(), changes).addTo(table);
        new ToolsetRoutes(parts.database(), parts.access(), changes).addTo(table);
        new EnablementRoutes(parts.database(), parts.catalog(), changes).addTo(table);
        new ConditionRoutes(parts.database(), changes).addTo(table);
        new RuleRoutes(parts.database(), parts.access(), changes).addTo(table);
        new PluginRoutes(parts.plugins(), changes).addTo(table);
        new SecretRoutes(parts.secrets(), changes).addTo(table);
        new AuditRoutes(parts.audit(), files, changes).addTo(table);
        new CacheRoutes(parts.cache(), changes).addTo(table);
        new OperationRoutes(parts.database(), parts.access(), parts.backup(), files, changes).addTo(table);
        return table;
    }
}
