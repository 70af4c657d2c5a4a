package dev.patchbay.server.command;

import dev.patchbay.server.command.Finding.Verdict;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.logging.SafeText;
import dev.patchbay.server.running.StatusJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay doctor}. */
@Command(name = "doctor",
        description = "Looks at everything a server needs, and says what to do where something is wrong.",
        footer = {"", "Examples:", "  patchbay doctor", "  patchbay doctor --json --data /var/lib/patchbay"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:nothing is wrong",
            "1:something is wrong; each finding says what to do", "2:the command line is wrong"})
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print JSON.") private boolean asJson;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = examine();
        boolean isHealthy = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.PROBLEM);
        Terminal terminal = surroundings.terminal();
        if (asJson) {
            terminal.text(StatusJson.text(Map.of("healthy", isHealthy, "findings",
                    findings.stream().map(Finding::json).toList())));
        } else {
            findings.forEach(this::print);
            terminal.text(isHealthy ? "\nNothing is wrong." : "\nSomething is wrong; see above what to do.");
        }
        return isHealthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<Finding> examine() throws IOException, InterruptedException {
        try {
            return new Examination(options.read(surroundings)).findings();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(problem -> Finding.problem("configuration", problem.toString(),
                    "Correct it; docs/configuration.md lists all settings.")).toList();
        }
    }

    private void print(Finding finding) {
        Terminal terminal = surroundings.terminal();
        String mark = switch (finding.verdict()) {
            case OK -> "@|green ok     |@";
            case WARNING -> "@|yellow warning|@";
            case PROBLEM -> "@|bold,red problem|@";
        };
        terminal.out().print((terminal.isColoured() ? Ansi.ON : Ansi.OFF).string(mark));
        terminal.text("  " + SafeText.line(finding.check()) + ": " + SafeText.line(finding.message()));
        if (!finding.advice().isEmpty()) {
            terminal.text("         " + SafeText.line(finding.advice()));
        }
    }
}
