package dev.patchbay.server.running;

import dev.patchbay.access.AccessRegistry;
import dev.patchbay.invocation.budget.Budget;
import dev.patchbay.invocation.budget.BudgetOptions;
import dev.patchbay.invocation.budget.ResultBudget;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ResultSettings;
import dev.patchbay.store.identity.Client;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The result budget as the configuration says, and as it is set for single clients. */
final class ResultsOfConfiguration {
    private ResultsOfConfiguration() {}

    static ResultBudget of(Configuration configuration, Optional<AccessRegistry> access) {
        Budget standard = new Budget(configuration.get(ResultSettings.RESULTS_MAX_CHARS),
                configuration.get(ResultSettings.RESULTS_MAX_TOKENS));
        BudgetOptions options = new BudgetOptions(standard, configuration.get(ResultSettings.RESULTS_KEEP_FOR),
                configuration.get(ResultSettings.RESULTS_MAX_KEPT),
                configuration.get(ResultSettings.RESULTS_MAX_KEPT_PER_CLIENT),
                configuration.get(ResultSettings.RESULTS_KEPT_BYTES),
                configuration.get(ResultSettings.RESULTS_KEPT_BYTES_PER_CLIENT));
        return new ResultBudget(options,
                id -> access.flatMap(policy -> policy.state().client(id)).flatMap(client -> own(client, standard)),
                InstantSource.system(), new SecureRandom());
    }

    private static Optional<Budget> own(Client client, Budget standard) {
        Integer chars = client.maxResultChars();
        Integer tokens = client.maxResultTokens();
        return chars == null && tokens == null
                ? Optional.empty()
                : Optional.of(new Budget(chars == null ? standard.maxChars() : chars,
                        tokens == null ? standard.maxTokens() : tokens));
    }
}
