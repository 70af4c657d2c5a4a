package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.AdminFixture.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdLoginTest {
    private static final Pattern TOKEN = Pattern.compile("pbo_[0-9a-f]{16}\\.[A-Za-z0-9_-]{43}");

    private TestClock clock;
    private FakeProvider provider;
    private AdminFixture admin;

    /** What a browser has after it began: the parameters it was sent with, and its cookie. */
    private record Begun(String state, String nonce, String cookie, Answer answer) {}

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        clock = new TestClock();
        provider = new FakeProvider(clock);
        admin = new AdminFixture(data, AdminFixture.CHEAP, clock, Optional.of(provider.options(Optional.empty())));
        admin.first();
    }

    @BeforeEach
    void makeTheProviderHonest() {
        provider.subject = "248289761001";
        provider.roles = "[\"patchbay-ops\"]";
        provider.audience = "patchbay";
        provider.down = false;
    }

    @AfterAll
    void close() {
        admin.close();
        provider.close();
    }

    private Answer open(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + admin.server.port() + "/api/v1" + path))
                .header("Accept", "text/html,application/xhtml+xml");
        if (!cookie.isEmpty()) {
            request.header("Cookie", "other=1; " + cookie);
        }
        return admin.send(request.build());
    }

    private Begun begin() {
        Answer answer = open("/session/oidc", "");
        assertThat(answer.status()).isEqualTo(200);
        Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(answer.text());
        assertThat(link.find()).isTrue();
        String address = link.group(1).replace("&#38;", "&");
        Begun begun = new Begun(parameter(address, "state"), parameter(address, "nonce"),
                answer.whole().headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0], answer);
        provider.nonce = begun.nonce();
        return begun;
    }

    private static String parameter(String address, String name) {
        return address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    private Answer back(String state, String cookie) {
        return open("/session/oidc/callback?session_state=x&code=c0de&state=" + state, cookie);
    }

    private String signIn() {
        Begun begun = begin();
        Matcher token = TOKEN.matcher(back(begun.state(), begun.cookie()).text());
        assertThat(token.find()).isTrue();
        return token.group();
    }

    private void assertRefused(Answer answer, String reason) throws IOException {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).doesNotContainPattern(TOKEN);
        assertThat(admin.recorded()).contains("\"reason\":\"" + reason + "\"");
    }

    @Test
    void whoHasAMappedRoleGetsASessionWithIt() throws IOException {
        String token = signIn();

        Answer me = admin.get(token, "/session");
        assertThat(me.json().path("account").asString()).isEqualTo("oidc:248289761001");
        assertThat(me.json().path("method").asString()).isEqualTo("oidc:" + provider.issuer());
        assertThat(me.json().path("role").asString()).isEqualTo("operator");
        assertThat(admin.post(token, "/clients", Map.of("id", "ada")).status()).isEqualTo(201);
        assertThat(admin.post(token, "/backup", Map.of()).status()).as("only an administrator may")
                .isEqualTo(403);
        assertThat(admin.recorded())
                .contains("\"account\":\"oidc:248289761001\",\"method\":\"oidc:" + provider.issuer()
                        + "\",\"action\":\"session.create\"")
                .contains("\"account\":\"oidc:248289761001\",\"method\":\"oidc:" + provider.issuer()
                        + "\",\"action\":\"client.create\"")
                .doesNotContain(token);
    }

    @Test
    void theGreatestOfSeveralRolesCounts() {
        provider.roles = "[\"staff\",\"patchbay-ops\",\"patchbay-admins\"]";

        assertThat(admin.get(signIn(), "/session").json().path("role").asString()).isEqualTo("administrator");
    }

    @Test
    void whoHasNoMappedRoleIsToldSo() throws IOException {
        for (String roles : new String[]{"[]", "null", "\"patchbay-op\"", "[\"PATCHBAY-OPS\"]",
            "[\"administrator\"]"}) {
            provider.roles = roles;
            Begun begun = begin();
            Answer answer = back(begun.state(), begun.cookie());
            assertRefused(answer, "no_role");
            assertThat(answer.text()).contains("has no role here", "admin.oidc.roles");
        }
    }

    @Test
    void theWayBackIsOpenToTheBrowserThatBeganOnly() throws IOException {
        Begun victims = begin();
        Begun attackers = begin();
        provider.nonce = victims.nonce();

        assertRefused(back(victims.state(), attackers.cookie()), "other_browser");
        assertRefused(back(victims.state(), victims.cookie()), "unknown_state");
        assertRefused(back(begin().state(), ""), "other_browser");
    }

    @Test
    void aStateCountsOnceAndTenMinutes() throws IOException {
        Begun begun = begin();
        assertThat(back(begun.state(), begun.cookie()).status()).isEqualTo(200);
        assertRefused(back(begun.state(), begun.cookie()), "unknown_state");
        assertRefused(back("A".repeat(43), begun.cookie()), "unknown_state");

        Begun slow = begin();
        clock.pass(Duration.ofMinutes(10));
        assertRefused(back(slow.state(), slow.cookie()), "unknown_state");
    }

    @Test
    void anIdTokenOfAnotherSignInOrForAnotherClientSignsNobodyIn() throws IOException {
        Begun first = begin();
        begin(); // its nonce is in the ID token
        assertRefused(back(first.state(), first.cookie()), "token_nonce");

        Begun second = begin();
        provider.audience = "another";
        assertRefused(back(second.state(), second.cookie()), "token_audience");
    }

    @Test
    void anAnswerOfAnotherIssuerSignsNobodyIn() throws IOException {
        Begun begun = begin();

        assertRefused(open("/session/oidc/callback?code=c0de&iss=https%3A%2F%2Fevil.example&state=" + begun.state(),
                begun.cookie()), "issuer_mismatch");
    }

    @Test
    void whomTheProviderRefusesIsNotIn() throws IOException {
        Begun begun = begin();

        assertRefused(open("/session/oidc/callback?error=access_denied&state=" + begun.state(), begun.cookie()),
                "not_signed_in");
    }

    @Test
    void withoutTheProviderNobodyIsIn() {
        Begun begun = begin();
        provider.down = true;
        Answer answer = back(begun.state(), begun.cookie());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).doesNotContainPattern(TOKEN);
    }

    @Test
    void aSubjectThatCannotBeKeptSignsNobodyIn() throws IOException {
        for (String subject : new String[]{"x".repeat(191), "line\\nbreak"}) {
            provider.subject = subject;
            Begun begun = begin();
            assertRefused(back(begun.state(), begun.cookie()), "token_subject");
        }
    }

    @Test
    void behindTlsTheCookieIsOfThisVeryHost(@TempDir Path data) throws Exception {
        try (AdminFixture behind = new AdminFixture(data, AdminFixture.CHEAP, clock,
                Optional.of(provider.options(Optional.of(URI.create("https://admin.example.com")))))) {
            Answer answer = behind.get(null, "/session/oidc");

            assertThat(header(answer, "Set-Cookie")).startsWith("__Host-patchbay-sign-in=").contains("; Path=/;",
                    "; Secure", "; HttpOnly", "; SameSite=Lax").doesNotContain("Domain");
            assertThat(answer.json().path("url").asString())
                    .contains("redirect_uri=https%3A%2F%2Fadmin.example.com%2Fapi%2Fv1%2Fsession%2Foidc%2Fcallback");
        }
    }

    @Test
    void pagesHaveNoScriptAndNothingKeepsThem() {
        Begun begun = begin();
        provider.subject = "<script>alert(1)</script>\\u202e";
        Answer page = back(begun.state(), begun.cookie());

        for (Answer answer : new Answer[]{begun.answer(), page}) {
            assertThat(answer.contentType()).isEqualTo("text/html; charset=utf-8");
            assertThat(answer.text()).doesNotContain("<script", "\u202e");
            assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'",
                    "frame-ancestors 'none'");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        }
        assertThat(header(begun.answer(), "Set-Cookie")).startsWith("patchbay-sign-in=")
                .contains("; HttpOnly", "; SameSite=Lax", "; Max-Age=600")
                .doesNotContain("Secure");
    }

    private static String header(Answer answer, String name) {
        return answer.whole().headers().firstValue(name).orElse("");
    }

    @Test
    void programsGetTheAddressAsJson() {
        Answer answer = admin.get(null, "/session/oidc");

        assertThat(answer.json().path("url").asString()).startsWith(provider.issuer() + "/auth?")
                .contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A" + admin.server.port()
                        + "%2Fapi%2Fv1%2Fsession%2Foidc%2Fcallback", "code_challenge_method=S256");
    }

    @Test
    void aSessionEndsAsAnyOther() {
        String token = signIn();
        for (int i = 0; i < 24; i++) {
            clock.pass(Duration.ofMinutes(29));
            assertThat(admin.get(token, "/session").status()).isEqualTo(200);
        }
        clock.pass(Duration.ofMinutes(25));
        assertThat(admin.get(token, "/session").status()).as("after twelve hours").isEqualTo(401);

        String idle = signIn();
        clock.pass(Duration.ofMinutes(30));
        assertThat(admin.get(idle, "/session").status()).as("after thirty minutes without use").isEqualTo(401);

        String left = signIn();
        String kept = signIn();
        assertThat(admin.send(left, "DELETE", "/session", null).status()).isEqualTo(204);
        assertThat(admin.get(left, "/session").status()).isEqualTo(401);
        assertThat(admin.get(kept, "/session").status()).isEqualTo(200);
        assertThat(admin.get(kept + "x", "/session").status()).isEqualTo(401);
    }

    @Test
    void whoSignedInElsewhereHasNoPasswordHere() {
        String token = signIn();

        assertThat(admin.send(token, "PUT", "/session/password",
                Map.of("password", "x", "newPassword", AdminFixture.PASSWORD)).code()).isEqualTo("no_account");
        assertThat(admin.post(token, "/session/second-factor", Map.of("password", "x")).code())
                .isEqualTo("no_account");
        assertThat(admin.send(token, "PUT", "/session/second-factor", Map.of("code", "000000")).code())
                .isEqualTo("no_account");
    }
}
