package dev.patchbay.admin.resource;

import dev.patchbay.admin.account.AccountStore;
import dev.patchbay.admin.account.Accounts;
import dev.patchbay.admin.account.Sessions;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Actor;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.administration.Administrator;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /session} and {@code /administrators}: who administers. */
public final class AccountRoutes {
    private final AccountStore store;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Changes changes;

    /** What signs in. */
    public record SignIn(String name, String password,
            @About("Of the authenticator app, if the account has a second factor.") @Nullable String code) {
        /** Leaves the secrets out. */
        @Override
        public String toString() {
            return "SignIn[" + name + "]";
        }
    }

    /** The first administrator. */
    public record FirstAdministrator(@About("What the server printed at its first start.") String code, String name,
            @About("12 to 256 characters.") String password) {
        /** Leaves the secrets out. */
        @Override
        public String toString() {
            return "FirstAdministrator[" + name + "]";
        }
    }

    /** A session that began. */
    @About("A session. It ends after 30 minutes without use, after 12 hours at the latest.")
    public record NewSession(@About("Send it as Authorization: Bearer TOKEN. Not shown again.") String token,
            String administrator, AdminRole role, Instant expiresAt) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "NewSession[" + administrator + "]";
        }
    }

    /** Who asks. */
    public record Myself(String account, @About("password, cli, or oidc: and the issuer") String method, AdminRole role,
            boolean secondFactor) {}

    /** A new password for oneself. */
    public record PasswordChange(String password, @About("12 to 256 characters.") String newPassword) {
        /** Leaves the secrets out. */
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** A password. */
    public record NewPassword(@About("12 to 256 characters.") String password) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** A second factor that is proposed. */
    @About("What to give the authenticator app. It counts when a code of it was confirmed.")
    public record SecondFactor(String secret, @About("The same as a link, for a QR code.") String uri) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "SecondFactor[]";
        }
    }

    /** A code of the app. */
    public record Code(String code) {}

    /** An administrator that is to be created. */
    public record NewAdministrator(String name, @About("12 to 256 characters.") String password, AdminRole role) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "NewAdministrator[" + name + ", " + role + "]";
        }
    }

    /** What can be changed of an administrator. */
    public record AdministratorSettings(AdminRole role, boolean disabled) {}

    /** An administrator. */
    public record AdministratorInfo(String name, AdminRole role, boolean disabled, boolean secondFactor,
            Instant createdAt) {}

    AccountRoutes(AccountStore store, Sessions sessions, Accounts accounts, Changes changes) {
        this.store = store;
        this.sessions = sessions;
        this.accounts = accounts;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group session = table.group("session");
        session.add(session.post("/first-administrator", "createFirstAdministrator")
                .about("Creates the first administrator, with the code that the server printed, and signs in.")
                .by(Right.OPEN).takes(FirstAdministrator.class).creates(NewSession.class), call -> {
                    FirstAdministrator body = call.body(FirstAdministrator.class);
                    return started(accounts.first(body.code(), body.name(), body.password(), call.origin()));
                });
        session.add(session.post("/session", "signIn").about("Signs in.").by(Right.OPEN).takes(SignIn.class)
                .creates(NewSession.class), call -> {
                    SignIn body = call.body(SignIn.class);
                    return started(accounts.signIn(body.name(), body.password(), body.code(), call.origin()));
                });
        session.add(session.get("/session", "whoAmI").about("Says who is signed in.").gives(Myself.class),
                AccountRoutes.this::myself);
        session.add(session.delete("/session", "signOut").about("Signs out."), call -> {
            accounts.signOut(call.actor());
            return null;
        });
        session.add(session.put("/session/password", "changePassword")
                .about("Changes one's own password; all sessions of the account end.").takes(PasswordChange.class),
                this::changePassword);
        session.add(session.post("/session/second-factor", "proposeSecondFactor")
                .about("Proposes a second factor for oneself.").takes(NewPassword.class).gives(SecondFactor.class),
                call -> {
                    Administrator account = accounts.proven(call.actor(), call.body(NewPassword.class).password(),
                            call.origin());
                    AccountStore.Proposal proposal = store.propose(account);
                    return new SecondFactor(proposal.secret(), proposal.uri());
                });
        session.add(session.put("/session/second-factor", "confirmSecondFactor")
                .about("Confirms the proposed second factor with a code; from then on a sign-in needs one.")
                .takes(Code.class), this::confirm);
        administrators(table.group("administrators"));
    }

    private void administrators(RouteTable.Group group) {
        group.add(group.get("/administrators", "listAdministrators").about("Lists the administrators.")
                .lists(AdministratorInfo.class), call -> store.all().stream().map(this::info).toList());
        group.add(group.post("/administrators", "createAdministrator").about("Creates an administrator.")
                .by(Right.ADMINISTRATOR).takes(NewAdministrator.class).creates(AdministratorInfo.class), this::create);
        group.add(group.patch("/administrators/{name}", "updateAdministrator")
                .about("Changes an administrator; all sessions of the account end.").by(Right.ADMINISTRATOR)
                .patches(AdministratorSettings.class).gives(AdministratorInfo.class), this::update);
        group.add(group.delete("/administrators/{name}", "deleteAdministrator").about("Deletes an administrator.")
                .by(Right.ADMINISTRATOR), this::delete);
        group.add(group.put("/administrators/{name}/password", "setPassword")
                .about("Sets another's password; all sessions of the account end.").by(Right.ADMINISTRATOR)
                .takes(NewPassword.class), call -> {
                    String hash = store.passwords().hash(call.body(NewPassword.class).password());
                    return set(call, "administrator.password", account -> store
                            .update(AccountStore.withPassword(account, hash)));
                });
        group.add(group.delete("/administrators/{name}/second-factor", "removeSecondFactor")
                .about("Removes a second factor that was lost; all sessions of the account end.")
                .by(Right.ADMINISTRATOR),
                call -> set(call, "administrator.second_factor.remove",
                        account -> store.update(AccountStore.withoutSecondFactor(account))));
    }

    private static NewSession started(Sessions.Started started) {
        return new NewSession(started.token(), started.account().name(), started.account().role(),
                started.expiresAt());
    }

    private AdministratorInfo info(Administrator account) {
        return new AdministratorInfo(account.name(), account.role(), account.disabled(),
                store.hasSecondFactor(account), account.createdAt());
    }

    private Object myself(Call call) {
        Actor actor = call.actor();
        boolean secondFactor = actor.hasAccount() && store.hasSecondFactor(store.need(actor.account()));
        return new Myself(actor.account(), actor.method(), actor.role(), secondFactor);
    }

    private @Nullable Object changePassword(Call call) {
        PasswordChange body = call.body(PasswordChange.class);
        Administrator account = accounts.proven(call.actor(), body.password(), call.origin());
        String hash = store.passwords().hash(body.newPassword());
        return changed(call, "session.password", account.name(),
                now -> store.update(AccountStore.withPassword(now, hash)));
    }

    private @Nullable Object confirm(Call call) {
        accounts.needsAccount(call.actor());
        Code body = call.body(Code.class);
        return changes.<@Nullable Object>make(call, () -> {
            Administrator after = store.confirmed(store.need(call.actor().account()), body.code());
            return new Planned<@Nullable Object>("session.second_factor", after.name(), Map.of(), () -> {
                store.update(after);
                return null;
            });
        });
    }

    private Object create(Call call) {
        NewAdministrator body = call.body(NewAdministrator.class);
        String hash = store.passwords().hash(body.password());
        return changes.make(call, () -> {
            Administrator account = store.made(body.name(), hash, body.role());
            if (store.all().stream().anyMatch(other -> other.name().equals(account.name()))) {
                throw new Problem(409, "exists", "There is an administrator '" + account.name() + "' already.");
            }
            return new Planned<>("administrator.create", account.name(),
                    changes.difference(null, info(account)), () -> {
                        store.create(account);
                        return info(account);
                    });
        });
    }

    private Object update(Call call) {
        return changes.make(call, () -> {
            Administrator before = store.need(call.path("name"));
            AdministratorSettings now = call.merged(
                    new AdministratorSettings(before.role(), before.disabled()), AdministratorSettings.class);
            Administrator after = new Administrator(before.name(), before.passwordHash(), before.totpSecret(),
                    now.role(), now.disabled(), before.createdAt());
            return new Planned<>("administrator.update", before.name(),
                    changes.difference(info(before), info(after)), () -> {
                        store.update(after);
                        sessions.endAll(after.name());
                        return info(after);
                    });
        });
    }

    private @Nullable Object delete(Call call) {
        return changes.<@Nullable Object>make(call, () -> {
            Administrator before = store.need(call.path("name"));
            return new Planned<@Nullable Object>("administrator.delete", before.name(),
                    changes.difference(info(before), null), () -> {
                        store.delete(before.name());
                        sessions.endAll(before.name());
                        return null;
                    });
        });
    }

    private @Nullable Object set(Call call, String action, Consumer<Administrator> work) {
        return changed(call, action, call.path("name"), work);
    }

    private @Nullable Object changed(Call call, String action, String name, Consumer<Administrator> work) {
        return changes.<@Nullable Object>make(call, () -> {
            Administrator account = store.need(name);
            return new Planned<@Nullable Object>(action, name, Map.of(), () -> {
                work.accept(account);
                sessions.endAll(name);
                return null;
            });
        });
    }
}
