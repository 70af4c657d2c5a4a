package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.RoleMapping;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnablementTest {
    private final TestAccess host = new TestAccess();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatNothingEnablesNobodySees() {
        host.policy.client("ada");
        host.reload();

        assertThat(host.tools("ada")).isEmpty();
        assertThat(host.view("ada").prompts()).isEmpty();
        assertThat(host.view("ada").resources()).isEmpty();
        assertThat(host.view("ada").templates()).isEmpty();
        assertThat(host.view("ada").resource("notes://home/1")).isEmpty();
    }

    @Test
    void aToolIsEnabledByItsNameOrByAPrefix() {
        host.policy.client("ada").enable("ada", Target.TOOL, "github_export").client("bob")
                .enable("bob", Target.TOOL, "github_*").client("eve").enable("eve", Target.TOOL, "github_exp");
        host.reload();

        assertThat(host.tools("ada")).containsExactly("github_export");
        assertThat(host.tools("bob")).containsExactly("github_create_issue", "github_list_issues", "github_export");
        assertThat(host.tools("eve")).isEmpty();
        assertThat(host.view("ada").tool("github_list_issues")).isEmpty();
    }

    @Test
    void aRoleAndAToolsetEnableWhatTheyHold() {
        host.policy.client("ada", "staff").enableRole("staff", Target.TOOLSET, "readers")
                .toolset("readers", TestPolicy.tool("github_list_issues"),
                        new ToolsetEntry(EntryKind.PROMPT, "github_review", null),
                        new ToolsetEntry(EntryKind.TEMPLATE, "notes://files/*", null),
                        new ToolsetEntry(EntryKind.RESOURCE, "notes://home/*", null))
                .client("bob");
        host.reload();

        assertThat(host.tools("ada")).containsExactly("github_list_issues");
        assertThat(host.view("ada").prompts()).extracting(PromptEntry::name).containsExactly("github_review");
        assertThat(host.view("ada").templates()).extracting(TemplateEntry::uriTemplate)
                .containsExactly("notes://files/{+path}");
        assertThat(host.view("ada").resources()).extracting(ResourceEntry::uri).containsExactly("notes://home/1");
        assertThat(host.tools("bob")).isEmpty();
    }

    @Test
    void aDisabledOrUnknownClientSeesNothing() {
        host.policy.client(new Client("ada", "ada", Set.of(), Set.of(), true, false, null, null, Instant.EPOCH))
                .enable("ada", Target.TOOL, "github_*");
        host.reload();

        assertThat(host.tools("ada")).isEmpty();
        assertThat(host.tools("nobody")).isEmpty();
    }

    @Test
    void aTemplateMakesItsUrisReadableAndListsThem() {
        host.policy.client("ada").enable("ada", Target.TEMPLATE, "notes://{folder}/{id}");
        host.reload();

        assertThat(host.view("ada").resource("notes://any/7")).isPresent();
        assertThat(host.view("ada").resource("notes://any/7/more")).isEmpty();
        assertThat(host.view("ada").resources()).hasSize(2);
    }

    @Test
    void aCompletionFollowsItsPromptOrTemplate() {
        host.policy.client("ada").enable("ada", Target.PROMPT, "github_review").client("bob").enable("bob",
                Target.TEMPLATE, "notes://{folder}/{id}");
        host.reload();
        CompletionReference ofPrompt = new CompletionReference.OfPrompt("github_review", "text");
        CompletionReference ofTemplate = new CompletionReference.OfTemplate("notes://{folder}/{id}", "folder");

        assertThat(host.view("ada").completion(ofPrompt)).isPresent();
        assertThat(host.view("ada").completion(ofTemplate)).isEmpty();
        assertThat(host.view("bob").completion(ofPrompt)).isEmpty();
        assertThat(host.view("bob").completion(ofTemplate)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes://team/../secret", "notes://team/./x", "notes://team/%2e%2e/secret",
        "notes://team/%2E%2E/secret", "notes://team/%252e%252e/secret", "notes://team/%25252e%25252e/secret",
        "notes://team/..%2fsecret", "notes://team/..%5csecret", "notes://team/..\\secret", "notes://team/a\\b",
        "notes://team/..;/secret", "notes://team/x\u0000", "notes://team/%00", "notes://team/a\nb",
        "notes://team/%0a", "notes://team/%c0%ae%c0%ae/secret", "notes://team/%2", "notes://team/%zz",
        "notes://team/..", "notes://team/%73ecret", "notes://team/%2573ecret", "notes://team/?x=../y",
        "notes://team/#/..", "notes://team/\u007f", "notes://team/%ff", "notes://team/.%2e/x",
        "notes://team/%u002e%u002e/x"})
    void aUriThatIsNotWhatItLooksLikeMatchesNoPrefixAndNoTemplate(String uri) {
        host.policy.client("ada").enable("ada", Target.RESOURCE, "notes://team/*").client("bob")
                .enable("bob", Target.TEMPLATE, "notes://*").client("eve").enable("eve", Target.RESOURCE, "notes://*");
        host.reload();

        assertThat(host.view("ada").resource("notes://team/plain")).isPresent();
        assertThat(host.view("ada").resource(uri)).isEmpty();
        assertThat(host.view("bob").resource(uri)).isEmpty();
        assertThat(host.view("eve").resource(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes://team/a..b", "notes://team/...", "notes://team/a%20b", "notes://team/100%25",
        "notes://team/%C3%A4", "notes://team/ä", "notes://team/x?q=a%26b", "notes://team/a%2Fb", "notes://team/v1.2",
        "notes://team/.hidden"})
    void anOrdinaryUriMatchesItsPrefix(String uri) {
        host.policy.client("ada").enable("ada", Target.RESOURCE, "notes://team/*");
        host.reload();

        assertThat(host.view("ada").resource(uri)).isPresent();
    }

    @Test
    void aRoleThatOnlyTheCallerClaimsCountsOnlyIfTokensCanGiveIt() {
        host.policy.client("ada").role("staff").role("boss").enableRole("staff", Target.TOOL, "github_list_issues")
                .enableRole("boss", Target.TOOL, "github_export");
        host.policy.mappings.add(new RoleMapping(RoleMapping.Kind.SCOPE, "https://issuer", "", "s", "staff"));
        host.reload();

        assertThat(host.authorizer.view(TestAccess.token("ada", Set.of("staff", "boss", "none"))).tools())
                .extracting(ToolEntry::name).containsExactly("github_list_issues");
        assertThat(host.authorizer.view(new ClientIdentity("ada", "ada", Set.of("staff")))
                .tools()).isEmpty();
    }

    @Test
    void aRuleOverClientAndTraitsShapesTheViewAndOneOverTheTimeDoesNot() {
        host.policy.client("ada", "intern").client("bob").enable("ada", Target.TOOL, "github_*")
                .enable("bob", Target.TOOL, "github_*").enable("ada", Target.PROMPT, "*")
                .enable("ada", Target.RESOURCE, "notes://*")
                .rule("interns-read", "'intern' in client.roles", "tool.readOnly")
                .rule("no-office-notes", "entry.kind == 'resource'", "!entry.uri.startsWith('notes://office/')")
                .rule("daytime", null, "now.getHours() < 5");
        host.reload();

        assertThat(host.tools("ada")).containsExactly("github_list_issues", "github_export");
        assertThat(host.tools("bob")).hasSize(3);
        assertThat(host.view("ada").prompts()).hasSize(2);
        assertThat(host.view("ada").resources()).extracting(ResourceEntry::uri).containsExactly("notes://home/1");
        assertThat(host.view("ada").resource("notes://office/9")).isEmpty();
        assertThat(host.view("ada").resource("notes://home/9")).isPresent();
    }
}
