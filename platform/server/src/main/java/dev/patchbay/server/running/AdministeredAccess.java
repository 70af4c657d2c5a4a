package dev.patchbay.server.running;

import dev.patchbay.access.AccessRegistry;
import dev.patchbay.access.ToolsetReview;
import dev.patchbay.access.explain.Explain;
import dev.patchbay.access.explain.Question;
import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.ExplainQuestion;
import dev.patchbay.admin.Explanation;
import dev.patchbay.admin.RuleFault;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.security.Identities;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Toolset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What decides about calls, as the administration sees it. */
final class AdministeredAccess implements AccessDesk {
    private final Identities identities;
    private final AccessRegistry access;
    private final ToolsetReview toolsets;
    private final Explain explain;

    AdministeredAccess(Identities identities, AccessRegistry access, ToolsetReview toolsets, Explain explain) {
        this.identities = identities;
        this.access = access;
        this.toolsets = toolsets;
        this.explain = explain;
    }

    /** Rights before identities: whoever is still known in between has the new rights already. */
    @Override
    public void reload() {
        access.reload();
        identities.reload();
    }

    @Override
    public List<RuleFault> check(Rule rule) {
        return access.check(rule).stream().map(problem -> new RuleFault(problem.part(), problem.line(),
                problem.column(), problem.message(), problem.hint())).toList();
    }

    @Override
    public List<String> check(Toolset toolset) {
        return toolsets.problems(toolset).stream().map(problem -> problem.entry() + ": " + problem.text()).toList();
    }

    @Override
    public Explanation explain(ExplainQuestion asked) {
        boolean hasToken = asked.scopes() != null || asked.roles() != null;
        Optional<Question.Token> token = hasToken
                ? Optional.of(new Question.Token(Objects.requireNonNullElse(asked.scopes(), Set.of()),
                        Objects.requireNonNullElse(asked.roles(), Set.of())))
                : Optional.empty();
        dev.patchbay.access.explain.Explanation found = explain.answer(new Question(asked.client(), asked.kind(),
                asked.name(), token, asked.arguments(), asked.at()));
        return new Explanation(asked.client(), asked.kind(), asked.name(), found.isAllowed(), found.isSeen(),
                found.code().word(),
                found.summary(), found.steps().stream().map(step -> new Explanation.Step(step.station(),
                        ApiJson.word(step.result()), step.code().word(), step.text(), step.change())).toList());
    }
}
