package dev.patchbay.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tools are found, and in which order. */
class ToolIndexTest {
    private static final ToolIndex THOUSAND = ToolIndex.of(with(GeneratedTools.thousand(),
            GeneratedTools.tool("weather_forecast", "Wetterbericht", "Says how warm it gets.",
                    Map.of("city", Map.of("type", "string", "description", "Town or village")), true),
            GeneratedTools.tool("openPullRequests", "Shows what waits for a review."),
            GeneratedTools.tool("HTTPServerStatus", "Tells whether a machine answers."),
            GeneratedTools.tool("translate.text-block", "Übersetzt einen Absatz. Café menus too."),
            GeneratedTools.tool("oauth2_login", "Signs somebody in with OAuth2 at GitHub Enterprise and PayPal."),
            GeneratedTools.tool("shipping_label", null, "Makes a document.",
                    Map.of("parcel", Map.of("type", "object", "properties",
                            Map.of("weightInGrams", Map.of("type", "integer", "description", "Heaviness")))),
                    false),
            GeneratedTools.tool("zip_all", "Archive of an archive of archives, to archive."),
            GeneratedTools.tool("archive_old", "Moves things."), GeneratedTools.tool("read", "Reads."),
            GeneratedTools.tool("read_all", "Reads read read read read."),
            GeneratedTools.tool("rooms_reserve", "会議室を予約します")));

    private static List<ToolEntry> with(List<ToolEntry> list, ToolEntry... more) {
        List<ToolEntry> all = new ArrayList<>(list);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"github_create_issue|github_create_issue",
        "GITHUB_CREATE_ISSUE|github_create_issue", "create issue github|github_create_issue",
        "open an issue in github, create it|github_create_issue", "jira create an issue|jira_create_issue",
        "list slack messages|slack_list_message", "delete a file from drive|drive_delete_file",
        "deleting drive files|drive_delete_file", "create calendar event|calendar_create_event",
        "calendar events create|calendar_create_event", "stripe invoice export|stripe_export_invoice",
        "exporting invoices of stripe|stripe_export_invoice", "update zendesk user|zendesk_update_user",
        "sentry projects list|sentry_list_project", "twilio delete webhook|twilio_delete_webhook",
        "grafana report|grafana_create_report", "kubernetes list event|kubernetes_list_event",
        "notion comment create|notion_create_comment", "hubspot list user|hubspot_list_user",
        "salesforce reports export|salesforce_export_report", "s3 list file|s3_list_file",
        "s3_delete_file|s3_delete_file", "postgres export report|postgres_export_report",
        "confluence update comment|confluence_update_comment", "gitlab list projects|gitlab_list_project",
        "shopify webhooks create|shopify_create_webhook", "gmail delete message|gmail_delete_message",
        "please use slack_delete_webhook now|slack_delete_webhook", "wetterbericht|weather_forecast",
        "weather|weather_forecast", "forecasts|weather_forecast", "village|weather_forecast",
        "how warm|weather_forecast", "pull request|openPullRequests", "open pull requests|openPullRequests",
        "openpullrequests|openPullRequests", "review|openPullRequests", "http server|HTTPServerStatus",
        "HttpServerStatus|HTTPServerStatus", "machine answers|HTTPServerStatus",
        "translate|translate.text-block", "text block|translate.text-block", "übersetzt|translate.text-block",
        "ubersetzt|translate.text-block", "cafe menu|translate.text-block", "oauth|oauth2_login",
        "github enterprise|oauth2_login", "weight in grams|shipping_label", "weightInGrams|shipping_label",
        "heaviness|shipping_label", "archives|archive_old", "paypal|oauth2_login", "read|read", "会議室|rooms_reserve"})
    void theFirstHitIsTheOneThatIsMeant(String query, String first) {
        assertThat(THOUSAND.find(query, 10).names()).startsWith(first).doesNotHaveDuplicates();
    }

    @Test
    void theLimitCutsTheHitsAndNotTheirNumber() {
        assertThat(THOUSAND.find("grafana", 10)).satisfies(found -> {
            assertThat(found.names()).hasSize(10);
            assertThat(found.matching()).isEqualTo(50);
        });
    }

    @Test
    void wordsThatNoToolHasFindNothing() {
        assertThat(THOUSAND.find("xylophone", 10)).isEqualTo(new ToolIndex.Found(List.of(), 0));
    }

    @Test
    void aQueryWithoutWordsGetsTheFirstTools() {
        assertThat(THOUSAND.find(" ", 3).names()).containsExactly("github_create_issue", "github_list_issue",
                "github_delete_issue");
        assertThat(THOUSAND.find("", 50).matching()).isEqualTo(THOUSAND.size());
    }

    @Test
    void oneToolIsFoundInAnIndexOfOneAndNoneInAnEmptyOne() {
        assertThat(ToolIndex.of(List.of(GeneratedTools.tool("only", "One."))).find("only", 5).names())
                .containsExactly("only");
        assertThat(ToolIndex.of(List.of()).find("only", 5).names()).isEmpty();
        assertThat(ToolIndex.of(List.of()).find("", 5).names()).isEmpty();
    }

    static Stream<String> hostile() {
        return Stream.of("a".repeat(10_000), "word ".repeat(2_000), "\u0000\u0001\u001b[31m\uFFFF\uD800", "*", "***",
                "name:*", "github* OR *:*", "/(a+)+$/", "/.*/", "create~2", "[a TO z]", "{* TO *}",
                "+-&&||!(){}[]^\"~*?:\\/",
                "\"github issue\"~1000000", "(".repeat(10_000), "NOT ".repeat(2_500), "a.b_c-D".repeat(1_400),
                "𝔤𝔦𝔱𝔥𝔲𝔟".repeat(900), "\u202egithub", "e\u0301".repeat(5_000), "aA".repeat(5_000),
                "会".repeat(10_000),
                distinct());
    }

    private static String distinct() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; words.length() < 100_000; i++) {
            words.append("word").append(Integer.toString(i, 36)).append(' ');
        }
        return words.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileQueryIsWordsLikeAnyOther(String query) {
        long start = System.nanoTime();
        ToolIndex.Found found = THOUSAND.find(query, 10);
        // Generous for a busy machine; what is unbounded takes minutes
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(found.names()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void syntaxOfLuceneMeansNothing() {
        assertThat(THOUSAND.find("name:*", 50).names()).isEqualTo(THOUSAND.find("name", 50).names());
        assertThat(THOUSAND.find("weath*", 50).matching()).isZero();
        assertThat(THOUSAND.find("/.*/", 50).names()).isEqualTo(THOUSAND.find("", 50).names());
        assertThat(THOUSAND.find("NOT weather -weather", 50).names()).startsWith("weather_forecast");
    }

    @Test
    void whatLiesDeepInASchemaOrRepeatsItselfIsBounded() {
        Map<String, Object> deep = Map.of("type", "string", "description", "bottom");
        for (int i = 0; i < 50; i++) {
            deep = Map.of("type", "object", "properties", Map.of("level" + i, deep));
        }
        assertThat(ArgumentTexts.of(deep)).containsExactly("level49", "level48", "level47", "level46");
    }
}
