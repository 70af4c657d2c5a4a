package dev.patchbay.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.rule.RuleVerdict.Outcome;
import dev.patchbay.api.tool.ToolTraits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are written, and arguments that are sent, to keep an I/O thread busy. */
final class HostileRuleTest {
    /** Generous, since the machine is shared; without the bounds these take seconds to hours. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final RuleClient ADA = RuleClient.of("ada", Set.of(), Set.of(), "key");
    private static final RuleSubject TOOL = new RuleSubject(RuleSubject.Kind.TOOL, "t", "i",
            Optional.of(ToolTraits.defaults()));
    private static final Map<String, @Nullable Object> ARGUMENTS = arguments();

    private static Map<String, @Nullable Object> arguments() {
        Map<String, @Nullable Object> arguments = new HashMap<>();
        arguments.put("text", "a".repeat(60_000));
        arguments.put("half", "a".repeat(30_000) + "b");
        arguments.put("huge", "a".repeat(4_000_000));
        List<Object> ids = new ArrayList<>();
        for (long i = 0; i < 990; i++) {
            ids.add(i);
        }
        arguments.put("ids", ids);
        arguments.put("many", Collections.nCopies(2_000_000, 1L));
        Object nested = 1L;
        for (int i = 0; i < 60; i++) {
            nested = List.of(nested);
        }
        arguments.put("nested", nested);
        return arguments;
    }

    @BeforeAll
    static void loadTheLanguage() {
        assertThat(RuleLanguageTest.rule(null, "args.ids.all(i, i >= 0)").evaluate(call()))
                .extracting(RuleVerdict::outcome)
                .isEqualTo(Outcome.ALLOWED);
    }

    private static RuleCall call() {
        return RuleCall.of(ADA, TOOL, ARGUMENTS, Instant.EPOCH);
    }

    static List<String> costly() {
        String sum = String.join("+", Collections.nCopies(25, "args.text"));
        return List.of("args.ids.all(i, args.ids.all(j, i + j >= 0))", "args.half.contains(args.half + 'c')",
                "args.ids.exists(i, args.text.contains('ab'))", "args.ids.exists(i, args.text.matches('(a+)+b'))",
                "args.text.matches('(a{1,10}){1,10}b')", "args.ids.all(i, args.ids == args.ids)",
                "args.ids.map(i, args.ids).size() == 1", "args.ids.exists(i, args.ids.map(j, j + i).size() == 1)",
                "(" + sum + ").size() == 1", "args.ids.all(i, i in args.ids)", "args.huge.size() > 0",
                "args.many.size() > 0", "args.many.exists(i, i == 2)", "args.size() > 0",
                "args.ids.map(i, args.text + args.text).size() == 1",
                "[args.ids].exists(t, args.ids.exists(i, t == args.ids && t != args.ids))",
                "args.ids.filter(i, args.ids.filter(j, false).size() > 0).size() == 1",
                "args.ids.all(i, args.text.contains('b') || true)");
    }

    @ParameterizedTest
    @MethodSource("costly")
    void whatCostsTooMuchFailsInTime(String allow) {
        CompiledRule rule = RuleLanguageTest.rule(null, allow);
        assertThat(rule.problems()).isEmpty();

        long begin = System.nanoTime();
        RuleVerdict verdict = rule.evaluate(call());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(verdict.outcome()).as(allow + verdict.detail()).isEqualTo(Outcome.FAILED);
        assertThat(took).as(allow).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"args.huge.startsWith('a') || true", "args.ids.all(i, !args.text.contains('ab')) || true"})
    void anExceededBoundIsNotHiddenByTheOtherHalf(String allow) {
        assertThat(RuleLanguageTest.rule(null, allow).evaluate(call()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void rulesOfOneCallShareItsBudget() {
        CompiledRule rule = RuleLanguageTest.rule(null, "args.text.matches('(a|b|c)+d') || true");
        RuleCall call = call();

        assertThat(rule.evaluate(call).outcome()).isEqualTo(Outcome.ALLOWED);
        List<Outcome> later = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            later.add(rule.evaluate(call).outcome());
        }
        assertThat(later).contains(Outcome.FAILED).last().isEqualTo(Outcome.FAILED);
        assertThat(rule.evaluate(call()).outcome()).as("the next call").isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void anEntryOfAViewHasLessThanACall() {
        List<String> many = Collections.nCopies(500, "p");
        RuleClient client = new RuleClient("ada", many, many, "key");
        CompiledRule costly = RuleLanguageTest.rule(null,
                "client.permissions.all(p, client.roles.all(r, r == p))");
        CompiledRule cheap = RuleLanguageTest.rule(null,
                "client.permissions.exists(p, p == 'q') || 'p' in client.roles");

        assertThat(costly.evaluate(RuleCall.ofEntry(client, TOOL)).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(cheap.evaluate(RuleCall.ofEntry(client, TOOL)).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void anArgumentThatNoRuleReadsMayBeAsLargeAsItLikes() {
        assertThat(RuleLanguageTest.rule(null, "args.ids.size() == 990").evaluate(call()).outcome())
                .isEqualTo(Outcome.ALLOWED);
    }

    static List<String> refusedWhenSaved() {
        return List.of("true" + " && true".repeat(400), "(".repeat(60) + "true" + ")".repeat(60),
                "[".repeat(300) + "]".repeat(300) + " == []",
                "1" + " + 1".repeat(450) + " == 1", "true ? ".repeat(200) + "true" + " : true".repeat(200),
                "args.t.matches('" + "(a{1000}){1000}" + "')", "args.t.matches('(a{100}){50}')",
                "args.t.matches('(?=a)')", "'" + "x".repeat(2_000) + "' == ''", " ",
                "args.text" + " + args.text".repeat(90) + " == ''",
                "true // \n" + "\n".repeat(2_000), "a".repeat(5_000),
                "[1].all(a,[1].all(b,[1].all(c,[1].all(d,true))))");
    }

    @ParameterizedTest
    @MethodSource("refusedWhenSaved")
    void whatIsTooLongOrTooDeepIsRefusedWhenItIsSaved(String allow) {
        long begin = System.nanoTime();
        CompiledRule rule = RuleLanguageTest.rule(null, allow);

        assertThat(rule.problems()).as(allow).isNotEmpty();
        assertThat(rule.evaluate(call()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
    }

    @Test
    void whatAnEvaluationTakes() {
        Map<String, String> rules = Map.of("traits", "tool.readOnly || 'staff' in client.roles", "argument",
                "args.repo.startsWith('acme/')", "time", "now.getHours('Europe/Berlin') >= 0", "list",
                "args.small.all(i, i < 10)");
        Map<String, @Nullable Object> arguments = Map.of("repo", "acme/web", "small", List.of(1L, 2L, 3L));
        rules.forEach((name, allow) -> {
            CompiledRule rule = RuleLanguageTest.rule(null, allow);
            int count = 4_000;
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long begin = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    rule.evaluate(RuleCall.of(ADA, TOOL, arguments, Instant.EPOCH));
                }
                best = Math.min(best, (System.nanoTime() - begin) / count);
            }
            System.out.println("A rule over " + name + " takes " + best + " ns");
            assertThat(best).isPositive();
        });
    }
}
