package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Actor;
import dev.patchbay.audit.AdministrationEvent;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.AuditOptions;
import dev.patchbay.invocation.Origin;
import dev.patchbay.store.Database;
import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.administration.AdminTokens;
import dev.patchbay.store.administration.Administrator;
import dev.patchbay.store.administration.Administrators;
import dev.patchbay.store.audit.AuditIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The way back in for who can read the data folder of a server that does not run. It is recorded, as everything. */
public final class AccountReset {
    private AccountReset() {}

    /**
     * Gives an account a new password and the role administrator, enables it, removes its second factor and ends its
     * sessions; creates it if it is not there. Blocks.
     *
     * @param database the open database
     * @param data the data folder, in the hands of the caller
     * @param name of the account
     * @param password the new one
     * @param user the operating-system user, for the record
     * @throws IOException if the audit trail cannot be opened; nothing is changed then
     */
    public static void run(Database database, Path data, String name, String password, String user)
            throws IOException {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        String hash = new Passwords(PasswordCost.PRODUCT, random).hash(password);
        Administrators administrators = new Administrators(database);
        try (Audit audit = Audit.open(AuditOptions.of(data), new AuditIndex(database), random)) {
            audit.administration(AdministrationEvent.allowed(user, Actor.CLI, "administrator.reset", name, Map.of(),
                    new Origin("offline", "")));
            database.together(() -> {
                Optional<Administrator> before = administrators.find(name);
                Administrator after = new Administrator(name, hash, new byte[0], AdminRole.ADMINISTRATOR, false,
                        before.map(Administrator::createdAt).orElseGet(clock::instant));
                if (before.isPresent()) {
                    administrators.update(after);
                } else {
                    administrators.create(after);
                }
                return new AdminTokens(database).deleteOf(name);
            });
        }
    }
}
