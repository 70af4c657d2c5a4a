package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;

import dev.patchbay.admin.account.AccountReset;
import dev.patchbay.admin.account.Passwords;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.store.Database;
import dev.patchbay.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay admin}. */
@Command(name = "admin",
        description = {"Administers the administrators: who may sign in to the interface at port 8081.",
            "Roles: viewer looks, operator changes clients and what is enabled, administrator does all."},
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:", "  patchbay admin list",
            "  patchbay admin create kim --role operator",
            "  patchbay admin reset kim        a forgotten password, a lost second factor; also without a server"})
final class AdminCommand implements Runnable {
    private static final int PASSWORD_BYTES = 18;

    private final Surroundings surroundings;
    private final SecureRandom random = new SecureRandom();

    @Spec private CommandSpec spec = CommandSpec.create();

    AdminCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with administrators: a command is missing.");
    }

    /** Where a password comes from. Never from the command line, where others could read it. */
    static final class PasswordSource {
        @Option(names = "--password-stdin",
                description = "Read the password from the standard input instead of making one.") private boolean stdin;
    }

    private record Chosen(String password, boolean isMade) {
        @Override
        public String toString() {
            return "Chosen[***]";
        }
    }

    private Chosen password(PasswordSource source) {
        if (!source.stdin) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            return new Chosen(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), true);
        }
        Optional<String> typed = surroundings.terminal().ask("Password (" + Passwords.MIN + " characters or more):");
        return new Chosen(typed.orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "There is no password on the standard input.")), false);
    }

    private int told(AdminOptions options, String name, Chosen chosen, String sentence) {
        if (chosen.isMade()) {
            surroundings.terminal().note(sentence + " The password is not shown again:");
            return options.print(surroundings, Map.of("name", name, "password", chosen.password()), chosen::password);
        }
        return options.print(surroundings, Map.of("name", name), () -> sentence);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the administrators.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/administrators");
        return options.print(surroundings, all, () -> Table.of(AdminConnection.objects(all, "items"), "name", "role",
                "disabled", "secondFactor", "createdAt").text("There are no administrators."));
    }

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Creates an administrator with a new password, which is shown once.",
            footer = {"", "Examples:", "  patchbay admin create kim --role operator",
                "  pass patchbay/kim | patchbay admin create kim --role viewer --password-stdin"})
    int create(@Mixin AdminOptions options, @Mixin PasswordSource source,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", required = true, paramLabel = "viewer|operator|administrator",
                    description = "What they may.") String role)
            throws Exception {
        AdminConnection server = options.connect(surroundings);
        Chosen chosen = password(source);
        server.post("/administrators", Map.of("name", name, "role", role, "password", chosen.password()));
        return told(options, name, chosen, "Created administrator " + name + ".");
    }

    @Command(name = "delete", mixinStandardHelpOptions = true,
            description = "Deletes an administrator; their sessions end.")
    int delete(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME") String name) throws Exception {
        options.connect(surroundings).delete(path("/administrators", name));
        return options.print(surroundings, Map.of("deleted", name), () -> "Deleted administrator " + name + ".");
    }

    @Command(name = "reset", mixinStandardHelpOptions = true,
            description = {"Gives an administrator a new password, removes the second factor and ends their sessions.",
                "Works with and without a running server. Without one, it also makes them administrator, enabled, and"
                        + " creates them if they are not there."})
    int reset(@Mixin AdminOptions options, @Mixin PasswordSource source,
            @Parameters(paramLabel = "NAME") String name) throws Exception {
        Configuration configuration = options.read(surroundings);
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        Chosen chosen = password(source);
        if (DataFolder.isTaken(data)) {
            AdminConnection server = options.connect(surroundings);
            server.put(path("/administrators", name, "password"), Map.of("password", chosen.password()));
            server.delete(path("/administrators", name, "second-factor"));
        } else {
            BackupCommand.requireInstallation(configuration, data);
            try (DataFolder taken = DataFolder.take(data);
                    Database database = Database.open(DatabaseOfConfiguration.settings(configuration, taken.path()))) {
                AccountReset.run(database, taken.path(), name, chosen.password(),
                        System.getProperty("user.name", "unknown"));
            } catch (Problem | StoreException | IllegalArgumentException | IOException e) {
                throw new CommandException(ExitCode.FAILED, "Nothing was changed: " + e.getMessage());
            }
        }
        return told(options, name, chosen, "Administrator " + name + " has a new password and no second factor.");
    }
}
