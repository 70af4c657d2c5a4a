package dev.patchbay.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.rule.RuleSubject.Kind;
import dev.patchbay.access.rule.RuleVerdict.Outcome;
import dev.patchbay.api.tool.ToolTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of docs/access.md, as they stand there. */
final class DocumentedRulesTest {
    private static final ToolTraits READING = ToolTraits.defaults().readOnly(true).destructive(false);
    private static final ToolTraits WRITING = ToolTraits.defaults().destructive(false);
    private static final RuleClient ADA = RuleClient.of("ada", Set.of("intern"), Set.of(), "key");
    private static final RuleClient BOB = RuleClient.of("bob", Set.of(), Set.of(), "token");
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");

    private static CompiledRule example(int number) throws IOException {
        String text = Files.readString(Path.of("../../docs/access.md"));
        Matcher rule = Pattern.compile("\\*\\*" + number + "\\. .*?```\nwhen: (.*?)\nallow: (.*?)\n```", Pattern.DOTALL)
                .matcher(text);
        assertThat(rule.find()).as("example " + number).isTrue();
        CompiledRule compiled = RuleLanguageTest.rule(rule.group(1).strip(), rule.group(2).strip());
        assertThat(compiled.problems()).isEmpty();
        return compiled;
    }

    private static RuleSubject tool(String instance, String name, ToolTraits traits) {
        return new RuleSubject(Kind.TOOL, name, instance, Optional.of(traits));
    }

    private static Outcome of(CompiledRule rule, RuleClient client, RuleSubject subject,
            @Nullable Map<String, @Nullable Object> arguments, Instant now) {
        return rule.evaluate(RuleCall.of(client, subject, arguments, now)).outcome();
    }

    private static Outcome seen(CompiledRule rule, RuleClient client, RuleSubject subject) {
        assertThat(rule.shapesView()).isTrue();
        return rule.evaluate(RuleCall.ofEntry(client, subject)).outcome();
    }

    @Test
    void internsRead() throws IOException {
        CompiledRule rule = example(1);

        assertThat(seen(rule, ADA, tool("github", "t", WRITING))).isEqualTo(Outcome.REFUSED);
        assertThat(seen(rule, ADA, tool("github", "t", READING))).isEqualTo(Outcome.ALLOWED);
        assertThat(seen(rule, BOB, tool("github", "t", WRITING))).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(seen(rule, ADA, new RuleSubject(Kind.PROMPT, "p", "github", Optional.empty())))
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void writesInBusinessHours() throws IOException {
        CompiledRule rule = example(2);
        RuleSubject writing = tool("github", "t", WRITING);

        assertThat(rule.shapesView()).isFalse();
        assertThat(of(rule, ADA, writing, Map.of(), MONDAY)).isEqualTo(Outcome.ALLOWED);
        assertThat(of(rule, ADA, writing, Map.of(), Instant.parse("2026-11-23T17:00:00Z"))).as("six in Berlin")
                .isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, writing, Map.of(), Instant.parse("2026-11-23T07:00:00Z"))).as("eight in Berlin")
                .isEqualTo(Outcome.ALLOWED);
        assertThat(of(rule, ADA, writing, Map.of(), Instant.parse("2026-07-20T16:00:00Z"))).as("six, in summer")
                .isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, writing, Map.of(), Instant.parse("2026-11-22T09:30:00Z"))).as("a Sunday")
                .isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, tool("github", "t", READING), Map.of(), Instant.parse("2026-11-22T09:30:00Z")))
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void onlyRepositoriesOfMyOrganisation() throws IOException {
        CompiledRule rule = example(3);
        RuleSubject github = tool("github", "github_x", WRITING);

        assertThat(of(rule, ADA, github, Map.of("repo", "acme/web"), MONDAY)).isEqualTo(Outcome.ALLOWED);
        assertThat(of(rule, ADA, github, Map.of("repo", "acmeevil/web"), MONDAY)).isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, github, Map.of("repo", 7L), MONDAY)).isEqualTo(Outcome.FAILED);
        assertThat(of(rule, ADA, github, Map.of(), MONDAY)).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(of(rule, ADA, tool("gitlab", "gitlab_x", WRITING), Map.of("repo", "x/y"), MONDAY))
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void nothingDestructiveWithAKey() throws IOException {
        CompiledRule rule = example(4);

        assertThat(seen(rule, ADA, tool("i", "t", ToolTraits.defaults()))).isEqualTo(Outcome.REFUSED);
        assertThat(seen(rule, ADA, tool("i", "t", WRITING))).isEqualTo(Outcome.ALLOWED);
        assertThat(seen(rule, BOB, tool("i", "t", ToolTraits.defaults()))).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void atMostFiftyAtOnceAndToKnownAddresses() throws IOException {
        CompiledRule rule = example(5);
        RuleSubject mail = tool("mail", "mail_send", WRITING);

        assertThat(of(rule, ADA, mail, Map.of("to", List.of("a@example.com")), MONDAY)).isEqualTo(Outcome.ALLOWED);
        assertThat(of(rule, ADA, mail, Map.of("to", List.of("a@example.com", "b@other")), MONDAY))
                .isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, mail, Map.of("to", Collections.nCopies(51, "a@example.com")), MONDAY))
                .isEqualTo(Outcome.REFUSED);
        assertThat(of(rule, ADA, mail, Map.of(), MONDAY)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void everyoneTheirOwnNotes() throws IOException {
        CompiledRule rule = example(6);

        assertThat(seen(rule, ADA, note("notes://private/ada/1"))).isEqualTo(Outcome.ALLOWED);
        assertThat(seen(rule, ADA, note("notes://private/bob/1"))).isEqualTo(Outcome.REFUSED);
        assertThat(seen(rule, ADA, note("notes://private/ada"))).isEqualTo(Outcome.REFUSED);
        assertThat(seen(rule, ADA, note("notes://shared/1"))).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    private static RuleSubject note(String uri) {
        return new RuleSubject(Kind.RESOURCE, uri, "notes", Optional.empty());
    }
}
