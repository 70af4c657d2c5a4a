package dev.patchbay.admin;

import dev.patchbay.audit.Audit;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.security.key.KeyRing;
import dev.patchbay.store.Database;
import java.util.function.Supplier;

/**
 * What is administered.
 *
 * @param database where it is stored
 * @param audit where every change is recorded before it is made
 * @param keys makes API keys
 * @param catalog what there is at this moment
 * @param access what decides about calls
 * @param plugins what approves plugins
 * @param secrets the vault
 * @param cache the kept results of plugins
 * @param backup what writes backups
 * @param version of the product
 */
public record AdminParts(Database database, Audit audit, KeyRing keys, Supplier<Catalog> catalog, AccessDesk access,
        PluginDesk plugins, SecretDesk secrets, CacheDesk cache, BackupDesk backup, String version) {}
