package dev.patchbay.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.rule.RuleVerdict.Outcome;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.store.enablement.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleLanguageTest {
    /** A Monday, 9:30 in London, 10:30 in Berlin. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");
    private static final RuleLanguage LANGUAGE = new RuleLanguage();
    private static final RuleClient ADA = RuleClient.of("ada", Set.of("staff", "admin"), Set.of("notes:read"), "key");

    static CompiledRule rule(@Nullable String when, String allow) {
        return LANGUAGE.compile(new Rule("r", "", when, allow, "", false, 1));
    }

    private static RuleSubject tool(ToolTraits traits) {
        return new RuleSubject(RuleSubject.Kind.TOOL, "github_create_issue", "github", Optional.of(traits));
    }

    private static Outcome outcome(CompiledRule rule, Map<String, @Nullable Object> arguments) {
        assertThat(rule.problems()).isEmpty();
        RuleVerdict verdict = rule.evaluate(RuleCall.of(ADA, tool(ToolTraits.defaults()), arguments, MONDAY));
        assertThat(verdict.detail()).isEmpty();
        return verdict.outcome();
    }

    private static Outcome outcome(String allow, Map<String, @Nullable Object> arguments) {
        return outcome(rule(null, allow), arguments);
    }

    private static Map<String, @Nullable Object> arguments() {
        Map<String, @Nullable Object> arguments = new HashMap<>();
        arguments.put("repo", "acme/web");
        arguments.put("count", 3L);
        arguments.put("big", new BigInteger("99999999999999999999"));
        arguments.put("small", new BigInteger("7"));
        arguments.put("price", new BigDecimal("9.5"));
        arguments.put("nothing", null);
        arguments.put("ids", List.of(1L, 2L, 3L));
        arguments.put("nested", Map.of("deep", List.of(Map.of("x", 1L))));
        return arguments;
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.id == 'ada'", "'staff' in client.roles", "'notes:read' in client.permissions",
        "client.method == 'key'", "tool.name == 'github_create_issue'", "tool.instance == 'github'",
        "!tool.readOnly && tool.destructive && !tool.idempotent && tool.openWorld && !tool.heavy",
        "entry.kind == 'tool' && entry.name == tool.name && entry.instance == tool.instance && entry.uri == ''",
        "args.repo.startsWith('acme/')", "args['repo'].endsWith('/web')", "args.repo.matches('^acme/[a-z]+$')",
        "args.count <= 5 && args.count == 3.0", "args.big > 1000", "args.small == 7", "args.price < 10",
        "args.nothing == null", "has(args.nothing)", "!has(args.absent)", "'repo' in args",
        "args.ids.all(id, id < 4)", "args.ids.exists(id, id == 2)", "size(args) == 8",
        "args.nested.deep[0].x == 1", "args.ids == [1, 2, 3]", "size(args.repo) == 8",
        "now.getHours() == 9", "now.getHours('Europe/Berlin') == 10", "now.getDayOfWeek() == 1",
        "now < timestamp('2027-01-01T00:00:00Z')", "now - timestamp('2026-11-23T09:00:00Z') == duration('30m')",
        "args.ids.map(id, id * 2).exists(id, id == 6)", "args.ids.filter(id, id > 1).size() == 2"})
    void readsWhatARuleMayRead(String allow) {
        assertThat(outcome(allow, arguments())).isEqualTo(Outcome.ALLOWED);
        assertThat(outcome("!(" + allow + ")", arguments())).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aRuleWhoseConditionIsNotMetIsNotApplicable() {
        assertThat(outcome(rule("tool.readOnly", "false"), Map.of())).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(outcome(rule("!tool.readOnly", "false"), Map.of())).isEqualTo(Outcome.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"args.absent == 1", "args.repo < 3", "args.ids[9] == 1",
        "int(args.repo) == 1", "args.count / 0 == 1", "args.nested.none == 1"})
    void aRuleThatCannotBeEvaluatedFailsAndSaysWhy(String allow) {
        RuleVerdict verdict = rule(null, allow).evaluate(
                RuleCall.of(ADA, tool(ToolTraits.defaults()), arguments(), MONDAY));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.detail()).isNotBlank().doesNotContain("<input>");
        assertThat(verdict.isPassed()).isFalse();
    }

    @Test
    void oneThatReadsOnlyClientAndEntryShapesViewsAndOthersDoNot() {
        assertThat(rule("'staff' in client.roles", "tool.readOnly || entry.instance == 'x'").shapesView()).isTrue();
        assertThat(rule("has(args.x)", "tool.readOnly").shapesView()).isFalse();
        assertThat(rule(null, "now.getHours() < 18").shapesView()).isFalse();
        assertThat(rule(null, "nonsense").shapesView()).isFalse();
    }

    @Test
    void oneThatReadsToolIsAboutToolsAndOneThatReadsArgumentsAboutWhatHasSome() {
        RuleSubject prompt = new RuleSubject(RuleSubject.Kind.PROMPT, "p", "i", Optional.empty());
        RuleSubject resource = new RuleSubject(RuleSubject.Kind.RESOURCE, "notes://1", "i", Optional.empty());

        assertThat(rule(null, "tool.readOnly").evaluate(RuleCall.of(ADA, prompt, Map.of(), MONDAY)).outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(rule(null, "has(args.x)").evaluate(RuleCall.of(ADA, prompt, Map.of(), MONDAY)).outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(rule(null, "has(args.x)").evaluate(RuleCall.of(ADA, resource, null, MONDAY)).outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(rule(null, "entry.uri == 'notes://1' && entry.kind == 'resource'")
                .evaluate(RuleCall.of(ADA, resource, null, MONDAY)).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void clientsThatAgreeInWhatARuleReadsAreTheSameToIt() {
        RuleClient bob = RuleClient.of("bob", Set.of("admin", "staff"), Set.of(), "token");

        assertThat(rule(null, "'staff' in client.roles").read(ADA))
                .isEqualTo(rule(null, "'staff' in client.roles").read(bob));
        assertThat(rule(null, "client.id == 'ada'").read(ADA)).isNotEqualTo(rule(null, "client.id == 'ada'").read(bob));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"client.idd == 'a' | 1 | 1 | client.id", "client.id = 'a' | 1 | 11 | ==",
        "client.id | 1 | 7 | true or false", "args.x > | 1 | 9 | ''", "client.id + 1 == 'x' | 1 | 11 | same type",
        "args.t.matches('(a') | 1 | 15 | RE2", "args.t.matches(args.p) | 1 | 15 | contains",
        "now.getHours('Mars/X') == 1 | 1 | 13 | Europe/Berlin", "timestamp('soon') < now | 1 | 10 | 2026",
        "duration('long') == duration('1s') | 1 | 9 | 15m", "unknown(1) | 1 | 8 | client.id",
        "[1].all(a, [1].all(b, [1].all(c, c == a))) | 1 | 30 | Split"})
    void aBadRuleIsRefusedWithItsPlaceAndAHint(String allow, int line, int column, String hint) {
        List<RuleProblem> problems = rule(null, allow).problems();

        assertThat(problems).isNotEmpty();
        RuleProblem first = problems.getFirst();
        assertThat(first.part()).isEqualTo("allow");
        assertThat(first.line()).isEqualTo(line);
        assertThat(first.column()).as(first.toString()).isEqualTo(column);
        assertThat(first.toString()).contains(hint.equals("''") ? "" : hint);
    }

    @Test
    void theProblemOfASecondLineNamesTheSecondLine() {
        RuleProblem problem = rule("true &&\n  client.nam == 'x'", "true").problems().getFirst();

        assertThat(problem.part()).isEqualTo("when");
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(3);
    }

    @Test
    void aBrokenRuleRefusesWhatItCovers() {
        RuleCall call = RuleCall.of(ADA, tool(ToolTraits.defaults()), Map.of(), MONDAY);

        assertThat(rule("client.id == 'ada'", "nonsense").evaluate(call).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rule("client.id == 'bob'", "nonsense").evaluate(call).outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(rule("nonsense", "true").evaluate(call).outcome()).isEqualTo(Outcome.FAILED);
    }
}
